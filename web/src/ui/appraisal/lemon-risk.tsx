import { ChevronRight } from 'lucide-react';
import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';

type LemonView = AppraiseResponse['lemon'];

const inHundred = (share: number): string => {
  const count = Math.round(share * 100);
  return count === 0 && share > 0 ? 'under 1' : String(count);
};

/** `+13 in 100`; what moves the chance by less than one in a hundred says so. */
const driverWords = (delta: number): string => {
  const points = Math.round(Math.abs(delta) * 100);
  return points === 0 ? 'hardly any change' : `${delta > 0 ? '+' : '−'}${points} in 100`;
};

/** The chance of a bad buy in one line, which opens to what moves it away from the usual. */
export function LemonRisk({ lemon }: { readonly lemon: LemonView }) {
  const chance = inHundred(lemon.probability);
  const usual = inHundred(lemon.baseRate);
  const isWorse = lemon.probability > lemon.baseRate;
  const drivers = lemon.drivers.toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
  if (drivers.length === 0)
    return (
      <p data-testid="lemon-risk" className="text-muted">
        About {usual} in 100 cars bought at auction were bad buys; nothing here says more or less of this one.
      </p>
    );
  return (
    <details data-testid="lemon-risk" className="group">
      <summary className="flex w-fit items-center gap-1 hover:underline">
        <ChevronRight
          size={14}
          aria-hidden
          className="shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span>
          <span className={`figures font-semibold ${isWorse ? 'text-warn' : 'text-good'}`}>
            {chance} in 100
          </span>{' '}
          cars like this were bad buys; usual {usual}
        </span>
      </summary>
      <dl className="mt-1.5 grid max-w-md grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 pl-[1.125rem]">
        {drivers.map((driver) => (
          <div key={driver.label} className="contents">
            <dt className="text-muted">{driver.label}</dt>
            <dd className="figures text-right">{driverWords(driver.delta)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1.5 max-w-prose pl-[1.125rem] text-xs text-muted">
        A bad buy could not be resold as it should: mechanical trouble, a tampered odometer, trouble with the
        title. Judged from auction purchases of 2009 and 2010; the bill of costs holds a reserve for it.
      </p>
    </details>
  );
}
