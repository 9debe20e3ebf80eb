import { useEffect } from 'react';

/** Names the page in the tab and in the history. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · DealerScope`;
  }, [title]);
}

/** Puts the focus at the page's beginning when it opens, so that a screen reader starts there and not nowhere. */
export function useFocusOnOpen(): void {
  useEffect(() => {
    document.getElementById('main')?.focus({ preventScroll: true });
  }, []);
}
