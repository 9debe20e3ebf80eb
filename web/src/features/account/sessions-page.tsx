import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatDay, formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { endOtherSessions, endSession, fetchSessions } from './account-api.ts';
import { fetchDevices, forgetDevice } from './credentials-api.ts';
import { nameDevice } from './device-words.ts';
import { PeopleLinks } from './people-links.tsx';
import { RevocableList } from './revocable-list.tsx';
import { TokensCard } from './tokens-card.tsx';

const sessionsKey = ['account', 'sessions'] as const;

/** Where a person is signed in, which browsers are asked for no code, which machines act in their name. */
export function SessionsPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight">Sessions and devices</h1>
      <PeopleLinks />
      <SessionsCard />
      <SectionCard title="Remembered devices" aside="Asked for no second factor, for 30 days">
        <RevocableList
          label="Remembered devices"
          queryKey={['account', 'devices']}
          load={async (signal) =>
            (await fetchDevices(signal)).devices.map((device) => ({
              id: device.id,
              name: nameDevice(device.userAgent),
              isCurrent: device.isCurrent,
              note: `from ${device.ipAddress ?? 'an unknown address'}, last used ${formatMoment(device.lastUsedAt)}, until ${formatDay(device.expiresAt)}`,
            }))
          }
          remove={forgetDevice}
          verb="Forget"
          none="None. After a code you can ask for this device to be remembered. A changed password forgets them all."
        />
      </SectionCard>
      <TokensCard />
    </main>
  );
}

function SessionsCard() {
  const client = useQueryClient();
  const toast = useToast();
  const endingOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: async ({ ended }) => {
      await client.invalidateQueries({ queryKey: sessionsKey });
      toast(ended === 1 ? 'One other session was ended.' : `${ended} other sessions were ended.`);
    },
    onError: (error) => toast(error.message),
  });
  return (
    <SectionCard title="Where you are signed in">
      <RevocableList
        label="Sessions"
        queryKey={sessionsKey}
        load={async (signal) =>
          (await fetchSessions(signal)).sessions.map((session) => ({
            id: session.id,
            name: nameDevice(session.userAgent),
            isCurrent: session.isCurrent,
            note: `from ${session.ipAddress || 'an unknown address'}, since ${formatMoment(session.startedAt)}, last used ${formatMoment(session.lastSeenAt)}`,
          }))
        }
        remove={endSession}
        verb="End"
        none="Nowhere."
        keepsCurrent
      />
      <Button className="mt-2" disabled={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
        End all others
      </Button>
    </SectionCard>
  );
}
