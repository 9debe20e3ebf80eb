import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Field } from '../field.tsx';
import { MarginField } from './margin-field.tsx';
import { ZipField } from './zip-field.tsx';

export interface ProfileFieldsProps {
  readonly profile: BuyerProfileInput;
  readonly onChange: (changes: BuyerProfileInput) => void;
}

const exits = [
  { value: 'wholesale', label: 'Wholesale' },
  { value: 'retail', label: 'Retail' },
] as const;

const policies = [
  { name: 'salvagePolicy', label: 'Branded titles' },
  { name: 'rustBeltPolicy', label: 'Rust-belt cars' },
  { name: 'odometerUnknownPolicy', label: 'Unknown odometer' },
  { name: 'policePolicy', label: 'Police cars' },
] as const;

const policyChoices = [
  { value: 'block', label: 'Never bid' },
  { value: 'discount', label: 'Deduct' },
  { value: 'flag', label: 'Flag only' },
] as const;

/** How the dealership buys, as far as it moves a max bid. */
export function ProfileFields({ profile, onChange }: ProfileFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <MarginField
        targetMarginCents={profile.targetMarginCents ?? 0}
        onChange={(targetMarginCents) => onChange({ targetMarginCents })}
      />
      <ZipField homeZip={profile.homeZip ?? null} onChange={(homeZip) => onChange({ homeZip })} />
      <fieldset>
        <legend className="text-xs font-medium text-muted">Sell it</legend>
        <div className="mt-1 grid grid-cols-2 gap-1 rounded-md border border-strong-line p-0.5">
          {exits.map((exit) => (
            <label
              key={exit.value}
              className="flex h-8 cursor-pointer items-center justify-center rounded has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="exit"
                className="sr-only"
                checked={profile.exit === exit.value}
                onChange={() => onChange({ exit: exit.value })}
              />
              {exit.label}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={profile.resaleCertificate ?? false}
          onChange={(event) => onChange({ resaleCertificate: event.target.checked })}
        />
        Resale certificate (no sales tax)
      </label>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={profile.enclosedTransport ?? false}
          onChange={(event) => onChange({ enclosedTransport: event.target.checked })}
        />
        Enclosed transport
      </label>
      <div className="grid grid-cols-2 gap-x-2 gap-y-3">
        {policies.map((policy) => (
          <Field key={policy.name} label={policy.label}>
            {(ids) => (
              <select
                {...ids}
                value={profile[policy.name] ?? 'flag'}
                onChange={(event) => {
                  const choice = policyChoices.find(({ value }) => value === event.target.value);
                  if (choice) onChange({ [policy.name]: choice.value });
                }}
                className="control"
              >
                {policyChoices.map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
    </div>
  );
}
