import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Field } from '../../ui/field.tsx';
import { paymentMethods } from '../../ui/profile/profile-words.ts';
import { settingMeanings } from './setting-meanings.ts';

type Method = NonNullable<BuyerProfileInput['paymentMethod']>;

interface Props {
  readonly method: Method;
  readonly onChange: (method: Method) => void;
}

export function PaymentField({ method, onChange }: Props) {
  return (
    <Field label="Pay auctions by" hint={settingMeanings.paymentMethod}>
      {(ids) => (
        <select
          {...ids}
          value={method}
          onChange={(event) => onChange(event.target.value as Method)}
          className="control max-w-60"
        >
          {paymentMethods.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
