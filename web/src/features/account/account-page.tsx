import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AddressCard } from './address-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordForm } from './password-form.tsx';
import { PeopleLinks } from './people-links.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { useSignOut } from './use-sign-out.ts';

export function AccountPage() {
  const session = useCurrentSession();
  const toast = useToast();
  const signOut = useSignOut();
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h1 className="text-xl font-bold tracking-tight">Your account</h1>
          <p className="break-words text-muted">
            {session.user.email}, {session.role} of {session.organisation.name}
          </p>
        </div>
        {/* the bar on top has no room for it on a phone */}
        <Button className="shrink-0 sm:hidden" onClick={signOut}>
          Sign out
        </Button>
      </div>
      <PeopleLinks />
      <AddressCard />
      <SecondFactorCard isOn={session.hasSecondFactor} />
      <PasskeysCard />
      <SectionCard title="Password" aside="Changing it ends your other sessions and forgets devices">
        <PasswordForm onDone={() => toast('The password is changed.')} />
      </SectionCard>
    </main>
  );
}
