import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { readWords } from '../../lib/words.ts';

const whole = /^\d{4,}$/;
const grouped = (value: string): string =>
  whole.test(value) ? Number(value).toLocaleString('en-US') : value;

/** What the words say beside damage: miles, hours, engine, cab, equipment, and the grade estimated from them. */
export function ReadFromText({ reading }: { readonly reading: AppraiseResponse['reading'] }) {
  const { estimatedGrade, facts, equipment } = reading;
  if (!estimatedGrade && facts.length === 0 && equipment.length === 0)
    return <p className="text-muted">Its words say nothing beyond what the source states.</p>;
  return (
    <div className="flex flex-col gap-3">
      {estimatedGrade && (
        <p>
          <span className="font-medium">
            Estimated grade{' '}
            <span className="figures">
              {estimatedGrade.mean.toFixed(1)} ± {estimatedGrade.sd.toFixed(1)}
            </span>
          </span>
          <span className="text-muted">: {estimatedGrade.basis}.</span>
        </p>
      )}
      {facts.length > 0 && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
          {facts.map(({ name, value, from }) => (
            <div key={name} className="contents" title={`read at ${from}`}>
              <dt className="text-muted">{readWords(name)}</dt>
              <dd className="figures min-w-0 break-words">{grouped(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {equipment.length > 0 && (
        <p>
          <span className="text-muted">Equipment: </span>
          {equipment.join(', ')}
        </p>
      )}
    </div>
  );
}
