import { Link } from '@tanstack/react-router';

const tabs = [
  { to: '/settings', label: 'How you buy' },
  { to: '/settings/costs', label: 'Your costs' },
  { to: '/settings/fees', label: 'Auction fees' },
] as const;

export function SettingsTabs() {
  return (
    <nav aria-label="Settings" className="flex gap-1 border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          activeOptions={{ exact: true }}
          className="-mb-px border-b-2 border-transparent px-2.5 py-1.5 text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
