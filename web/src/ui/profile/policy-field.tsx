import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Field } from '../field.tsx';
import { policyChoices } from './profile-words.ts';

interface Props {
  readonly label: string;
  readonly policy: BuyerProfileInput['salvagePolicy'];
  readonly hint?: string;
  readonly onChange: (policy: NonNullable<BuyerProfileInput['salvagePolicy']>) => void;
}

export function PolicyField({ label, policy, hint, onChange }: Props) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select
          {...ids}
          value={policy ?? 'flag'}
          onChange={(event) => {
            const choice = policyChoices.find(({ value }) => value === event.target.value);
            if (choice) onChange(choice.value);
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
  );
}
