import { Button } from '../button.tsx';

interface SaveBarProps {
  /** What would be saved, in words; undefined: nothing was changed. */
  readonly changes: string | undefined;
  /** Said where nothing was changed. */
  readonly calm: string;
  readonly isSaving: boolean;
  readonly onDiscard: () => void;
}

/** Says what a form would save, and stays in sight while there is something. */
export function SaveBar({ changes, calm, isSaving, onDiscard }: SaveBarProps) {
  const isChanged = changes !== undefined;
  return (
    <div
      className={`card flex flex-wrap items-center gap-3 px-4 py-3 ${isChanged ? 'sticky bottom-3 z-10 shadow-lg' : ''}`}
    >
      <p aria-live="polite" className="min-w-0 flex-1 basis-60 text-muted">
        {isChanged ? `${changes}.` : calm}
      </p>
      <Button disabled={!isChanged} onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" look="primary" disabled={!isChanged || isSaving}>
        {isSaving ? 'Saving…' : 'Save'}
      </Button>
    </div>
  );
}
