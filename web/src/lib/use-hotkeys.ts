import { useEffect, useRef } from 'react';

type KeyHandler = (key: string, event: KeyboardEvent) => void;

const typingSelector =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

/**
 * Single-key shortcuts on the whole page; `key` is `event.key`. They are silent while someone types, holds a modifier or has
 * a dialog open. A handler that replaces the browser's own action calls `preventDefault` itself.
 */
export function useHotkeys(onKey: KeyHandler): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.target instanceof Element && event.target.closest(typingSelector)) return;
      if (event.target instanceof Element && event.target.closest('[role=slider], [role=radiogroup]')) return;
      latest.current(event.key, event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
