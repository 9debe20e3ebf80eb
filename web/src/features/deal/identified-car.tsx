import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { formatShare } from '../../lib/format-money.ts';
import { fieldWords, toWords } from '../../lib/words.ts';

type VehicleView = AppraiseResponse['vehicle'];

const shownFields = [
  'year',
  'make',
  'model',
  'trim',
  'body',
  'drive',
  'engineLiters',
  'engineCylinders',
  'fuel',
  'transmission',
  'color',
] as const satisfies readonly (keyof VehicleView)[];

const originWords: ReadonlyMap<string, string> = new Map([
  ['vin', 'the VIN'],
  ['stated', 'the source’s own field'],
  ['title', 'the title'],
  ['category', 'the category'],
]);

/** The car that was valued, as far as it could be made out, and what each part of that rests on. */
export function IdentifiedCar({ vehicle }: { readonly vehicle: VehicleView }) {
  const known = shownFields.filter((field) => vehicle[field] !== undefined);
  return (
    <div className="flex flex-col gap-2">
      <p>
        {toWords(vehicle.segment)}, {formatShare(vehicle.confidence)} sure.{' '}
        {vehicle.vin
          ? `VIN ${vehicle.vin.vin}: check digit ${vehicle.vin.valid ? 'right' : 'wrong'}${vehicle.vin.agrees === undefined ? '' : vehicle.vin.agrees ? ', agrees with what is stated' : ', does not agree with what is stated'}.`
          : 'No VIN is given.'}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        {known.map((field) => {
          const origin = vehicle.provenance[field];
          return (
            <div key={field} className="contents">
              <dt className="text-muted">{fieldWords(field)}</dt>
              <dd className="break-words">{String(vehicle[field])}</dd>
              <dd className="text-xs text-muted">{origin && `from ${originWords.get(origin) ?? origin}`}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
