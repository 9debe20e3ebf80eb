import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { OwnFeeScheduleInput } from '../../../../src/contracts/fee-schedules.ts';
import { addFeeSchedule } from '../../lib/api.ts';
import { ApiProblemError } from '../../lib/api-problem.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useToast } from '../../ui/toast.tsx';
import { FeeEditor } from './fee-editor.tsx';
import type { Schedule } from './fee-words.ts';
import { emptyFee, type FeeDraft, readScheduleDraft, toScheduleDraft } from './schedule-draft.ts';
import { TypedField } from './typed-field.tsx';

/** Schedules hold from a UTC day on. */
const today = (): string => new Date().toISOString().slice(0, 10);

interface Props {
  /** What the form begins with. */
  readonly basis: Schedule;
  readonly onDone: () => void;
}

/** The dealership's own fees at one auction from a day on; they take the place of the shipped ones. */
export function OwnScheduleForm({ basis, onDone }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const [draft, setDraft] = useState(() => toScheduleDraft(basis, today()));
  const [typingErrors, setTypingErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const adding = useMutation({
    mutationFn: (schedule: OwnFeeScheduleInput) => addFeeSchedule(basis.source, schedule),
    onSuccess: async () => {
      await Promise.all(
        [queryKeys.fees, queryKeys.assessed].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      toast(`Your fees at ${basis.sourceName} are in. Every lot is being assessed with them.`);
      onDone();
    },
  });
  const serverErrors =
    adding.error instanceof ApiProblemError
      ? (adding.error.problem.errors ?? []).map(({ pointer, message }) => [pointer, message] as const)
      : [];
  const errors = new Map([...serverErrors, ...typingErrors]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = readScheduleDraft(draft);
    setTypingErrors(reading.ok ? new Map() : reading.errors);
    if (reading.ok) adding.mutate(reading.schedule);
  };
  const changeFee = (key: number, more: Partial<FeeDraft>) =>
    setDraft((held) => ({
      ...held,
      fees: held.fees.map((fee) => (fee.key === key ? { ...fee, ...more } : fee)),
    }));
  const removeFee = (key: number) =>
    setDraft((held) => ({ ...held, fees: held.fees.filter((fee) => fee.key !== key) }));
  const addFee = () =>
    setDraft((held) => ({
      ...held,
      fees: [...held.fees, emptyFee(Math.max(-1, ...held.fees.map(({ key }) => key)) + 1)],
    }));
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={`Your own fees at ${basis.sourceName}`}
      className="mt-4 flex flex-col gap-4 border-t pt-4"
    >
      <div className="grid gap-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
        <TypedField
          label="Hold from"
          type="date"
          value={draft.effectiveFrom}
          error={errors.get('/effectiveFrom')}
          onChange={(effectiveFrom) => setDraft((held) => ({ ...held, effectiveFrom }))}
        />
        <TypedField
          label="Where the figures come from: an invoice, your contract"
          value={draft.citation}
          error={errors.get('/citation')}
          maxLength={500}
          onChange={(citation) => setDraft((held) => ({ ...held, citation }))}
        />
      </div>
      {draft.fees.map((fee, index) => (
        <FeeEditor
          key={fee.key}
          fee={fee}
          index={index}
          errors={errors}
          onChange={(more) => changeFee(fee.key, more)}
          onRemove={draft.fees.length > 1 ? () => removeFee(fee.key) : undefined}
        />
      ))}
      <Button look="quiet" className="w-fit" onClick={addFee}>
        <Plus size={15} aria-hidden /> Add a fee
      </Button>
      {typingErrors.size > 0 && (
        <p role="alert" className="text-stop">
          Some figures are not numbers; they are marked.
        </p>
      )}
      {adding.isError && <ErrorPanel error={adding.error} title="These fees could not be added" />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={adding.isPending}>
          {adding.isPending ? 'Adding…' : 'Use these fees'}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
