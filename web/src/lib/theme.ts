import { useSyncExternalStore } from 'react';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'dealerscope.theme';
const darkQuery = () => matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** `system` where nothing was chosen, or where the browser keeps no storage for us. */
export function readThemeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return themeChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(choice: ThemeChoice): void {
  const theme = choice === 'system' ? (darkQuery().matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset.theme = theme;
}

function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // without storage the choice holds until the page is closed
  }
  applyTheme(choice);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const query = darkQuery();
  const followSystem = () => applyTheme(readThemeChoice());
  query.addEventListener('change', followSystem);
  return () => {
    listeners.delete(listener);
    query.removeEventListener('change', followSystem);
  };
}

export function useTheme() {
  const choice = useSyncExternalStore(subscribe, readThemeChoice);
  return { choice, chooseTheme };
}
