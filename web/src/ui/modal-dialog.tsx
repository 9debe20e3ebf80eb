import { X } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';

interface Props {
  readonly ref: Ref<HTMLDialogElement>;
  readonly title: string;
  /** `sheet` rises from the foot of a phone, `full` covers it. */
  readonly shape?: 'box' | 'sheet' | 'full';
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

const shapes = {
  box: 'm-auto w-[min(26rem,calc(100vw-2rem))] rounded-xl border',
  sheet:
    'm-0 mt-auto max-h-[92dvh] w-full max-w-none rounded-t-xl border-t sm:m-auto sm:max-w-md sm:rounded-xl',
  full: 'm-0 h-dvh max-h-none w-full max-w-none sm:m-auto sm:h-auto sm:max-h-[92dvh] sm:max-w-md sm:rounded-xl sm:border',
} as const;

/** The browser's own dialog: it traps focus, answers Esc and needs no injected styles, which a strict CSP would block. */
export function ModalDialog({ ref, title, shape = 'box', onClose, children }: Props) {
  const titleId = useId();
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={titleId}
      className={`${shapes[shape]} bg-surface p-0 text-ink shadow-2xl`}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between border-b bg-surface px-4 py-2.5">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        <form method="dialog">
          <button
            aria-label="Close"
            className="grid size-9 place-items-center rounded-md hover:bg-raised"
            type="submit"
          >
            <X size={18} aria-hidden />
          </button>
        </form>
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  );
}
