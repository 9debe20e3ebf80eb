import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { emptyTier, type FeeDraft, type TierDraft } from './schedule-draft.ts';

interface Props {
  readonly fee: FeeDraft;
  /** Pointer of the rule; each tier's errors stand under `{pointer}/tiers/{index}`. */
  readonly pointer: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (tiers: readonly TierDraft[]) => void;
}

const errorOf = (errors: Props['errors'], at: string): string | undefined =>
  ['/fromCents', '/amountCents', '/ratio', ''].map((part) => errors.get(`${at}${part}`)).find(Boolean);

/** The tiers of a rule, a row each: from which price on, and what is charged there. */
export function TierRowsEditor({ fee, pointer, errors, onChange }: Props) {
  const { tiers } = fee;
  const isPercentOnly = fee.kind === 'marginal_tiers';
  const change = (key: number, more: Partial<TierDraft>) =>
    onChange(tiers.map((tier) => (tier.key === key ? { ...tier, ...more } : tier)));
  const add = () =>
    onChange([
      ...tiers,
      {
        ...emptyTier(Math.max(-1, ...tiers.map(({ key }) => key)) + 1),
        from: '',
        unit: tiers.at(-1)?.unit ?? 'dollars',
      },
    ]);
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-muted">
        Tiers: from this price on, the fee is this much
      </legend>
      {tiers.map((tier, index) => {
        const error = errorOf(errors, `${pointer}/tiers/${index}`);
        const noteId = `${pointer}/tiers/${index}/note`;
        const described = error ? { 'aria-invalid': true, 'aria-describedby': noteId } : {};
        const name = `Tier ${index + 1}`;
        return (
          <div key={tier.key}>
            <div className="flex items-center gap-1.5">
              <input
                {...described}
                aria-label={`${name}: price from, $`}
                inputMode="decimal"
                value={tier.from}
                onChange={(event) => change(tier.key, { from: event.target.value })}
                className="control figures min-w-0 flex-1 px-2! text-right"
              />
              <input
                {...described}
                aria-label={`${name}: fee`}
                inputMode="decimal"
                value={tier.value}
                onChange={(event) => change(tier.key, { value: event.target.value })}
                className="control figures min-w-0 flex-1 px-2! text-right"
              />
              <select
                aria-label={`${name}: dollars or percent`}
                value={isPercentOnly ? 'percent' : tier.unit}
                disabled={isPercentOnly}
                onChange={(event) =>
                  change(tier.key, { unit: event.target.value === 'percent' ? 'percent' : 'dollars' })
                }
                className="control w-14! px-1.5!"
              >
                <option value="dollars">$</option>
                <option value="percent">%</option>
              </select>
              <button
                type="button"
                aria-label={`Take away tier ${index + 1}`}
                disabled={tiers.length === 1}
                onClick={() => onChange(tiers.filter(({ key }) => key !== tier.key))}
                className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised disabled:opacity-40"
              >
                <X size={15} aria-hidden />
              </button>
            </div>
            {error && (
              <p id={noteId} className="text-xs text-stop">
                {error}
              </p>
            )}
          </div>
        );
      })}
      <Button look="quiet" className="h-8! w-fit" onClick={add}>
        <Plus size={15} aria-hidden /> Add a tier
      </Button>
    </fieldset>
  );
}
