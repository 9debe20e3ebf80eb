import type { GuessedFact, LotFacts } from './lot-facts.ts';
import { fromEntries } from './model-names.ts';
import type { TrainingSale } from './training-sale.ts';

/** What cars of a VIN pattern or model mostly are, for cars of which it is not said. '' where sales do not agree. */
export interface FactFills {
  /** VIN characters 1–8 and 10. */
  readonly byPattern: Readonly<Record<string, CommonFacts>>;
  /** `make model`; never a trim. */
  readonly byModel: Readonly<Record<string, CommonFacts>>;
  /** `make model` → bodies that its sales state: a body by another word is as good as none. */
  readonly bodies: Readonly<Record<string, readonly string[]>>;
}

export type CommonFacts = readonly [trim: string, body: string, transmission: string];

const facts = ['trim', 'body', 'transmission'] as const satisfies readonly GuessedFact[];
/** Share of like cars that must agree. Half decide on a trim: a likely one tells more than none. */
const leastAgreed = { trim: 0.5, body: 0.8, transmission: 0.8 } as const;

type Counts = Map<string, Map<string, number>>;

const patternOf = ({ vin }: LotFacts): string => (vin === '' ? '' : vin.slice(0, 8) + vin.charAt(9));
const modelOf = ({ make, model }: LotFacts): string => `${make} ${model}`;
const guessedNothing: readonly GuessedFact[] = [];

/** Counts what the sales state; fills a sale's own gaps from all others, so that no sale tells itself. */
export class FillCounter {
  readonly #byPattern = facts.map((): Counts => new Map());
  readonly #byModel = facts.map((): Counts => new Map());

  constructor(sales: readonly TrainingSale[]) {
    for (const sale of sales)
      for (const [at, fact] of facts.entries()) {
        const value = sale.facts[fact];
        if (value === '') continue;
        add(this.#byPattern[at], patternOf(sale.facts), value);
        add(this.#byModel[at], modelOf(sale.facts), value);
      }
  }

  /** `hidden` with what it does not state filled in, as if `stated`, the sale as it is, had never been counted. */
  fillSale(hidden: LotFacts, stated: LotFacts): LotFacts {
    const guess = (at: number, key: string, counts: readonly Counts[]): string => {
      const fact = facts[at] as GuessedFact;
      return agreed(counts[at]?.get(key), leastAgreed[fact], stated[fact]);
    };
    return complete(hidden, (at) => {
      const byPattern = guess(at, patternOf(hidden), this.#byPattern);
      return byPattern || (at === 0 ? '' : guess(at, modelOf(hidden), this.#byModel));
    });
  }

  toFills(): FactFills {
    const commonFacts = (all: readonly Counts[], withTrim: boolean): Record<string, CommonFacts> => {
      const keys = new Set(all.flatMap((counts) => [...counts.keys()]));
      keys.delete('');
      return fromEntries(
        [...keys].flatMap((key): [string, CommonFacts][] => {
          const [trim = '', body = '', transmission = ''] = facts.map((fact, at) =>
            fact === 'trim' && !withTrim ? '' : agreed(all[at]?.get(key), leastAgreed[fact], ''),
          );
          return trim + body + transmission === '' ? [] : [[key, [trim, body, transmission]]];
        }),
      );
    };
    const bodies = [...(this.#byModel[1] ?? [])].map(([key, counts]): [string, string[]] => [
      key,
      [...counts.keys()],
    ]);
    return {
      byPattern: commonFacts(this.#byPattern, true),
      byModel: commonFacts(this.#byModel, false),
      bodies: fromEntries(bodies),
    };
  }
}

/** The car with trim, body and transmission that are not said, or not in a word that sales use, as like cars mostly have. */
export function fillFacts(fills: FactFills, told: LotFacts): LotFacts {
  const model = modelOf(told);
  const known = fills.bodies[model];
  const isForeign = told.body !== '' && known !== undefined && !known.includes(told.body);
  const pattern = fills.byPattern[patternOf(told)];
  return complete(
    isForeign ? { ...told, body: '' } : told,
    (at) => pattern?.[at] || fills.byModel[model]?.[at] || '',
  );
}

function complete(told: LotFacts, guess: (at: number) => string): LotFacts {
  if (told.trim !== '' && told.body !== '' && told.transmission !== '') return told;
  const guessed = { trim: told.trim, body: told.body, transmission: told.transmission };
  const filled: GuessedFact[] = [];
  for (const [at, fact] of facts.entries()) {
    if (guessed[fact] !== '') continue;
    guessed[fact] = guess(at);
    if (guessed[fact] !== '') filled.push(fact);
  }
  return { ...told, ...guessed, guessed: filled.length > 0 ? filled : guessedNothing };
}

function add(counts: Counts | undefined, key: string, value: string): void {
  if (key === '' || counts === undefined) return;
  const values = counts.get(key) ?? new Map<string, number>();
  values.set(value, (values.get(value) ?? 0) + 1);
  counts.set(key, values);
}

/** The commonest value, one count of `without` left out, if its share is at least `share`; of equals the first. */
function agreed(values: ReadonlyMap<string, number> | undefined, share: number, without: string): string {
  let total = 0;
  let most = 0;
  let common = '';
  for (const [value, count] of values ?? []) {
    const others = value === without ? count - 1 : count;
    total += others;
    if (others > most) {
      most = others;
      common = value;
    }
  }
  return most > 0 && most >= share * total ? common : '';
}
