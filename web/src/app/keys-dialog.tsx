import type { Ref } from 'react';
import { ModalDialog } from '../ui/modal-dialog.tsx';

const keys = [
  [['j', '↓'], 'Next deal'],
  [['k', '↑'], 'Previous deal'],
  [['Enter'], 'Open the deal'],
  [['Esc'], 'Back to the deals'],
  [['/'], 'Search'],
  [['?'], 'This list'],
] as const;

export function KeysDialog({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  return (
    <ModalDialog ref={ref} title="Keyboard">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
        {keys.map(([names, meaning]) => (
          <div key={meaning} className="contents">
            <dt className="flex gap-1">
              {names.map((name) => (
                <kbd
                  key={name}
                  className="min-w-7 rounded border bg-raised px-1.5 py-0.5 text-center font-sans text-xs"
                >
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </ModalDialog>
  );
}
