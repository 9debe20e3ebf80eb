import { Link, Outlet } from '@tanstack/react-router';
import { Keyboard, Settings } from 'lucide-react';
import { useRef } from 'react';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { SecurityBanner } from '../features/account/security-banner.tsx';
import { useHotkeys } from '../lib/use-hotkeys.ts';
import { ThemeToggle } from '../ui/theme-toggle.tsx';
import { KeysDialog } from './keys-dialog.tsx';

const places = [
  { to: '/', label: 'Deals' },
  { to: '/appraise', label: 'Appraise' },
  { to: '/rejects', label: 'Rejects' },
] as const;

/** What frames every screen: the way in for keyboards, the places, the theme, the list of keys. */
export function Shell() {
  const keys = useRef<HTMLDialogElement>(null);
  const showKeys = () => keys.current?.showModal();
  useHotkeys((key) => {
    if (key === '?') showKeys();
  });
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 h-12 border-b bg-surface">
        <div className="mx-auto flex h-full max-w-[1600px] items-center gap-1 px-3 sm:gap-4 sm:px-4">
          <Link to="/" className="flex items-center gap-2 font-semibold tracking-tight">
            <img src="/favicon.svg" alt="" width={22} height={22} className="shrink-0" />
            <span className="max-xs:sr-only">DealerScope</span>
          </Link>
          <nav aria-label="Main" className="flex gap-0.5">
            {places.map((place) => (
              <Link
                key={place.to}
                to={place.to}
                activeOptions={{ exact: place.to === '/', includeSearch: false }}
                className="rounded-md px-2.5 py-1.5 text-muted max-xs:px-1.5 hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
              >
                {place.label}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <button
              type="button"
              onClick={showKeys}
              aria-label="Keyboard shortcuts"
              className="hidden size-9 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink sm:grid"
            >
              <Keyboard size={18} aria-hidden />
            </button>
            <Link
              to="/settings"
              aria-label="Settings"
              title="Settings"
              className="grid size-9 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              <Settings size={18} aria-hidden />
            </Link>
            <ThemeToggle />
            <AccountMenu />
          </div>
        </div>
      </header>
      <SecurityBanner />
      <Outlet />
      <KeysDialog ref={keys} />
    </>
  );
}
