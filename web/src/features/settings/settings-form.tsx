import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { DollarsField } from '../../ui/dollars-field.tsx';
import { CheckField } from '../../ui/profile/check-field.tsx';
import { ExitField } from '../../ui/profile/exit-field.tsx';
import { MarginField } from '../../ui/profile/margin-field.tsx';
import { PolicyField } from '../../ui/profile/policy-field.tsx';
import { describeChanges, policies } from '../../ui/profile/profile-words.ts';
import { SaveBar } from '../../ui/profile/save-bar.tsx';
import { useProfileEdits } from '../../ui/profile/use-profile-edits.ts';
import { ZipField } from '../../ui/profile/zip-field.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { DateField } from './date-field.tsx';
import { PaymentField } from './payment-field.tsx';
import { settingMeanings } from './setting-meanings.ts';
import { StateCertificates } from './state-certificates.tsx';

/** The most that the API takes for a day. */
const maxHoldingCents = 100_000;

/** Every setting with what it does. Nothing changes until it is saved. */
export function SettingsForm({ saved }: { readonly saved: BuyerProfileInput }) {
  const { setEdited, isChanged, shown, isSaving, discard, submit } = useProfileEdits(saved);
  const change = (more: BuyerProfileInput) => setEdited((held) => ({ ...held, ...more }));
  return (
    <form aria-label="How you buy" onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid items-start gap-4 md:grid-cols-2">
        <SectionCard title="Money">
          <div className="flex flex-col gap-5">
            <MarginField
              targetMarginCents={shown.targetMarginCents ?? 0}
              hint={settingMeanings.targetMarginCents}
              onChange={(targetMarginCents) => change({ targetMarginCents })}
            />
            <ExitField exit={shown.exit} hint={settingMeanings.exit} onChange={(exit) => change({ exit })} />
            <DollarsField
              label="Holding cost a day, $"
              amountCents={shown.holdingCentsPerDay ?? 0}
              maxCents={maxHoldingCents}
              hint={settingMeanings.holdingCentsPerDay}
              onChange={(holdingCentsPerDay) => change({ holdingCentsPerDay })}
            />
            <CheckField
              label="Resale certificate"
              isChecked={shown.resaleCertificate ?? false}
              hint={settingMeanings.resaleCertificate}
              onChange={(resaleCertificate) => change({ resaleCertificate })}
            />
            <DateField
              label="Resale certificate counts until"
              day={shown.resaleCertificateExpiresOn ?? null}
              hint={settingMeanings.resaleCertificateExpiresOn}
              onChange={(resaleCertificateExpiresOn) => change({ resaleCertificateExpiresOn })}
            />
            <StateCertificates
              certificates={shown.resaleCertificates ?? []}
              onChange={(resaleCertificates) => change({ resaleCertificates })}
            />
            <PaymentField
              method={shown.paymentMethod ?? 'secured'}
              onChange={(paymentMethod) => change({ paymentMethod })}
            />
          </div>
        </SectionCard>
        <div className="flex flex-col gap-4">
          <SectionCard title="Transport">
            <div className="flex flex-col gap-5">
              <ZipField
                homeZip={shown.homeZip ?? null}
                hint={settingMeanings.homeZip}
                onChange={(homeZip) => change({ homeZip })}
              />
              <CheckField
                label="Enclosed transport"
                isChecked={shown.enclosedTransport ?? false}
                hint={settingMeanings.enclosedTransport}
                onChange={(enclosedTransport) => change({ enclosedTransport })}
              />
              <CheckField
                label="Fly out and drive home"
                isChecked={shown.flyAndDrive ?? false}
                hint={settingMeanings.flyAndDrive}
                onChange={(flyAndDrive) => change({ flyAndDrive })}
              />
            </div>
          </SectionCard>
          <SectionCard title="Cars to be careful with">
            <p className="mb-4 text-muted">
              Never bid: the max bid is 0. Deduct: an assumed cost comes off, and its line says how much. Flag
              only: you are told, and nothing comes off.
            </p>
            <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
              {policies.map(({ name, label }) => (
                <PolicyField
                  key={name}
                  label={label}
                  policy={shown[name]}
                  hint={settingMeanings[name]}
                  onChange={(policy) => change({ [name]: policy })}
                />
              ))}
            </div>
          </SectionCard>
        </div>
      </div>
      <SaveBar
        changes={isChanged ? describeChanges(saved, shown).join('; ') : undefined}
        calm="These are your saved settings."
        isSaving={isSaving}
        onDiscard={discard}
      />
    </form>
  );
}
