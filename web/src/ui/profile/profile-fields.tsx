import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { CheckField } from './check-field.tsx';
import { ExitField } from './exit-field.tsx';
import { MarginField } from './margin-field.tsx';
import { PolicyField } from './policy-field.tsx';
import { policies } from './profile-words.ts';
import { ZipField } from './zip-field.tsx';

export interface ProfileFieldsProps {
  readonly profile: BuyerProfileInput;
  readonly onChange: (changes: BuyerProfileInput) => void;
}

/** How the dealership buys, as far as people try it out; the settings page has the rest and says what each does. */
export function ProfileFields({ profile, onChange }: ProfileFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <MarginField
        targetMarginCents={profile.targetMarginCents ?? 0}
        onChange={(targetMarginCents) => onChange({ targetMarginCents })}
      />
      <ZipField homeZip={profile.homeZip ?? null} onChange={(homeZip) => onChange({ homeZip })} />
      <ExitField exit={profile.exit} onChange={(exit) => onChange({ exit })} />
      <CheckField
        label="Resale certificate (no sales tax)"
        isChecked={profile.resaleCertificate ?? false}
        onChange={(resaleCertificate) => onChange({ resaleCertificate })}
      />
      <CheckField
        label="Enclosed transport"
        isChecked={profile.enclosedTransport ?? false}
        onChange={(enclosedTransport) => onChange({ enclosedTransport })}
      />
      <div className="grid grid-cols-2 gap-x-2 gap-y-3">
        {policies.map(({ name, label }) => (
          <PolicyField
            key={name}
            label={label}
            policy={profile[name]}
            onChange={(policy) => onChange({ [name]: policy })}
          />
        ))}
      </div>
    </div>
  );
}
