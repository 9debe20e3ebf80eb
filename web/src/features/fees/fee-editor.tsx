import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/profile/check-field.tsx';
import { feeLines, ruleKinds } from './fee-words.ts';
import type { FeeDraft } from './schedule-draft.ts';
import { TierRowsEditor } from './tier-rows-editor.tsx';
import { ChoiceField, TypedField } from './typed-field.tsx';

interface Props {
  readonly fee: FeeDraft;
  readonly index: number;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (more: Partial<FeeDraft>) => void;
  /** Absent for the only fee: a schedule has at least one. */
  readonly onRemove?: (() => void) | undefined;
}

const titleGroups = [
  { value: '', label: 'Any title' },
  { value: 'clean', label: 'Clean titles' },
  { value: 'branded', label: 'Titles that are not clean' },
] as const;
const payments = [
  { value: '', label: 'Any payment' },
  { value: 'secured', label: 'Wire or cash' },
  { value: 'unsecured', label: 'Card or the like' },
] as const;

/** One fee of an own schedule. */
export function FeeEditor({ fee, index, errors, onChange, onRemove }: Props) {
  const at = `/fees/${index}`;
  const rule = `${at}/rule`;
  const isTiered = fee.kind === 'marginal_tiers' || fee.kind === 'whole_amount_tiers';
  return (
    <fieldset className="rounded-lg border p-3">
      <legend className="px-1 font-medium">
        Fee {index + 1}
        {fee.label && `: ${fee.label}`}
      </legend>
      <div className="grid gap-x-3 gap-y-2.5 sm:grid-cols-2">
        <TypedField
          label="Name on the invoice"
          value={fee.label}
          error={errors.get(`${at}/label`)}
          maxLength={80}
          onChange={(label) => onChange({ label })}
        />
        <ChoiceField
          label="Counted as"
          value={fee.line}
          options={feeLines}
          onChange={(line) => onChange({ line })}
        />
        <ChoiceField
          label="How it is charged"
          value={fee.kind}
          options={ruleKinds}
          onChange={(kind) => onChange({ kind })}
        />
        {fee.kind === 'flat' && (
          <TypedField
            label="Amount, $"
            value={fee.amount}
            error={errors.get(`${rule}/amountCents`)}
            isFigure
            onChange={(amount) => onChange({ amount })}
          />
        )}
        {fee.kind === 'percent' && (
          <TypedField
            label="Percent of the price"
            value={fee.percent}
            error={errors.get(`${rule}/ratio`)}
            isFigure
            onChange={(percent) => onChange({ percent })}
          />
        )}
        {fee.kind !== 'flat' && (
          <>
            <TypedField
              label="At least, $ (if any)"
              value={fee.minimum}
              error={errors.get(`${rule}/minimumCents`)}
              isFigure
              onChange={(minimum) => onChange({ minimum })}
            />
            <TypedField
              label="At most, $ (if any)"
              value={fee.cap}
              error={errors.get(`${rule}/capCents`)}
              isFigure
              onChange={(cap) => onChange({ cap })}
            />
          </>
        )}
        {isTiered && (
          <div className="sm:col-span-2">
            <TierRowsEditor
              fee={fee}
              pointer={rule}
              errors={errors}
              onChange={(tiers) => onChange({ tiers })}
            />
          </div>
        )}
        <ChoiceField
          label="Charged for"
          value={fee.titleGroup}
          options={titleGroups}
          onChange={(titleGroup) => onChange({ titleGroup })}
        />
        <ChoiceField
          label="When paid by"
          value={fee.payment}
          options={payments}
          onChange={(payment) => onChange({ payment })}
        />
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
        <CheckField
          label="Sales tax is charged on it"
          isChecked={fee.isTaxable}
          onChange={(isTaxable) => onChange({ isTaxable })}
        />
        {onRemove && (
          <Button look="quiet" className="h-8!" onClick={onRemove}>
            Take this fee away
          </Button>
        )}
      </div>
    </fieldset>
  );
}
