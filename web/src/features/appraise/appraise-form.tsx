import { ChevronRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AppraiseRequest } from '../../../../src/contracts/appraise-request.ts';
import { Button } from '../../ui/button.tsx';
import { AppraiseFieldControl } from './appraise-field-control.tsx';
import { fieldGroups } from './appraise-fields.ts';
import { type AppraiseDraft, toAppraiseRequest } from './to-appraise-request.ts';

interface Props {
  /** What the server says of a field, by its name. */
  readonly serverErrors: ReadonlyMap<string, string>;
  readonly isBusy: boolean;
  readonly onSubmit: (request: AppraiseRequest) => void;
}

export function AppraiseForm({ serverErrors, isBusy, onSubmit }: Props) {
  const [draft, setDraft] = useState<AppraiseDraft>({});
  const [typingErrors, setTypingErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = toAppraiseRequest(draft);
    setTypingErrors(reading.ok ? new Map() : reading.errors);
    if (reading.ok) onSubmit(reading.request);
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Car to appraise" className="card flex flex-col gap-5 p-4">
      {fieldGroups.map((group) => (
        <details key={group.title} open={!group.isFolded} className="group">
          <summary className="flex items-center gap-1 font-semibold">
            <ChevronRight
              size={14}
              aria-hidden
              className="text-muted transition-transform group-open:rotate-90"
            />
            {group.title}
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-x-3 gap-y-2.5">
            {group.fields.map((field) => (
              <AppraiseFieldControl
                key={field.name}
                field={field}
                value={draft[field.name] ?? ''}
                error={typingErrors.get(field.name) ?? serverErrors.get(field.name)}
                onChange={(text) => setDraft((held) => ({ ...held, [field.name]: text }))}
              />
            ))}
          </div>
        </details>
      ))}
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? 'Appraising…' : 'Appraise'}
      </Button>
    </form>
  );
}
