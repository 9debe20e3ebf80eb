import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';

interface Props extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly value: string;
  /** Called once the typing rests. */
  readonly onCommit: (text: string) => void;
}

const restMs = 250;

/** A text box that tells of its text when the typing rests, and follows when the URL changes from elsewhere. */
export function TypedInput({ value, onCommit, ...rest }: Props) {
  const [draft, setDraft] = useState(value);
  const committed = useRef(value);
  const settled = useDebounced(draft, restMs);
  const commit = useRef(onCommit);
  useEffect(() => {
    commit.current = onCommit;
  });
  useEffect(() => {
    if (value !== committed.current) {
      committed.current = value;
      setDraft(value);
    }
  }, [value]);
  useEffect(() => {
    if (settled !== committed.current) {
      committed.current = settled;
      commit.current(settled);
    }
  }, [settled]);
  return <input {...rest} value={draft} onChange={(event) => setDraft(event.target.value)} />;
}
