import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useProfile } from '../../ui/profile/use-profile.ts';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsHistory } from './settings-history.tsx';

export function SettingsPage() {
  usePageTitle('Settings');
  useFocusOnOpen();
  const profile = useProfile();
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-5xl flex-col gap-4 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight">Settings</h1>
      <SettingsTabs />
      {profile.isPending && <Skeleton className="h-80 w-full" />}
      {profile.isError && (
        <ErrorPanel
          error={profile.error}
          title="Your settings could not be loaded"
          onRetry={() => void profile.refetch()}
        />
      )}
      {profile.data && <SettingsForm saved={profile.data} />}
      <SettingsHistory />
    </main>
  );
}
