import { X } from 'lucide-react';
import { useId, useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Button } from '../../ui/button.tsx';
import { settingMeanings } from './setting-meanings.ts';

type Certificates = NonNullable<BuyerProfileInput['resaleCertificates']>;

const states =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );

interface Props {
  readonly certificates: Certificates;
  readonly onChange: (certificates: Certificates) => void;
}

/** One certificate a state, each with the last day on which it counts. */
export function StateCertificates({ certificates, onChange }: Props) {
  const hintId = useId();
  const [state, setState] = useState('');
  const open = states.filter((one) => !certificates.some((held) => held.state === one));
  return (
    <fieldset aria-describedby={hintId} className="flex min-w-0 flex-col gap-2">
      <legend className="text-xs font-medium text-muted">Certificates of single states</legend>
      {certificates.map((certificate) => (
        <div key={certificate.state} className="flex flex-wrap items-center gap-2">
          <span className="w-8 font-medium">{certificate.state}</span>
          <label className="flex items-center gap-2 text-xs text-muted">
            until
            <input
              type="date"
              aria-label={`${certificate.state} certificate counts until`}
              min="2000-01-01"
              max="2099-12-31"
              value={certificate.expiresOn ?? ''}
              onChange={(event) =>
                onChange(
                  certificates.map((one) =>
                    one.state === certificate.state
                      ? { ...one, expiresOn: event.target.value === '' ? null : event.target.value }
                      : one,
                  ),
                )
              }
              className="control max-w-44"
            />
          </label>
          <Button
            aria-label={`Remove the ${certificate.state} certificate`}
            onClick={() => onChange(certificates.filter((one) => one.state !== certificate.state))}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      <div className="flex items-center gap-2">
        <select
          aria-label="State of a certificate to add"
          value={state}
          onChange={(event) => setState(event.target.value)}
          className="control w-24!"
        >
          <option value="">State</option>
          {open.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <Button
          disabled={!open.includes(state)}
          onClick={() => {
            onChange(
              [...certificates, { state, expiresOn: null }].sort((a, b) => (a.state < b.state ? -1 : 1)),
            );
            setState('');
          }}
        >
          Add
        </Button>
      </div>
      <p id={hintId} className="text-xs text-muted">
        {settingMeanings.resaleCertificates}
      </p>
    </fieldset>
  );
}
