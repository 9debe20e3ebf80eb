import { type SourceId, toSourceListingId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import { err, ok, type Result } from '../../core/kernel/result.ts';
import { isFarEnd } from '../../core/listing/is-far-end.ts';
import type { Listing, ListingFacts, ListingRejection, LotState } from '../../core/listing/listing.ts';
import { cleanLine, cleanText } from '../../core/listing/parse/clean-text.ts';
import type { Parsed } from '../../core/listing/parse/field-problem.ts';
import type { ParsedInstant } from '../../core/listing/parse/parse-instant.ts';
import { toRejection } from './rejection.ts';
import type { TransformContext } from './source.ts';

export type RawRecord = Readonly<Record<string, unknown>>;

export const maxTitleLength = 300;
export const maxDescriptionLength = 20_000;
export const maxNameLength = 120;

/** Words with which sources fill a field that they do not know. */
const placeholders: ReadonlySet<string> = new Set(
  'various|n/a|na|none|unknown|other|not applicable|see description|-|--|.|null|undefined|tbd'.split('|'),
);

export const isRecord = (value: unknown): value is RawRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined, null and blank text are how sources say nothing. */
export const isStated = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');

/** 0 as a number or as text (`0`, `0.0`): in many fields of many sources the way to write "unknown". */
export const isZero = (value: unknown): boolean =>
  value === 0 || (typeof value === 'string' && /^0{1,9}(?:\.0{0,9})?$/.test(value.trim()));

/**
 * A listing as it is put together from one raw record. Each `take…` reads one raw field, writes down where it came
 * from, and on trouble either drops the fact with a warning or, for what money and time hang on, fails the record.
 */
export class ListingDraft {
  readonly #facts: { -readonly [K in keyof ListingFacts]?: ListingFacts[K] } = {};
  readonly #state: { -readonly [K in keyof LotState]?: LotState[K] } = {};
  readonly #provenance: Record<string, string> = {};
  readonly #warnings: ListingRejection[] = [];
  #failure: ListingRejection | undefined;
  readonly record: RawRecord;
  readonly #context: TransformContext;
  readonly pathOf: (field: string) => string;

  /** `pathOf` says where in the raw record a field is; by default it is the JSON pointer of a top-level field. */
  constructor(record: RawRecord, context: TransformContext, pathOf: (field: string) => string = toPointer) {
    this.record = record;
    this.#context = context;
    this.pathOf = pathOf;
  }

  /** The last model year that is believed: next year's cars are sold this year. */
  get lastModelYear(): number {
    return Number(this.#context.asOf.slice(0, 4)) + 2;
  }

  setFact<K extends keyof ListingFacts>(key: K, value: ListingFacts[K] | undefined, from: string): void {
    if (value === undefined) return;
    this.#facts[key] = value;
    this.#provenance[key] = from;
  }

  setState<K extends keyof LotState>(key: K, value: LotState[K] | undefined, from: string): void {
    if (value === undefined) return;
    this.#state[key] = value;
    this.#provenance[key] = from;
  }

  /** A short text; undefined when the source says nothing, a placeholder, or something that is no text. */
  readName(field: string, maxLength: number = maxNameLength): string | undefined {
    const raw = this.#readRawText(field);
    if (raw === undefined) return undefined;
    const name = cleanLine(raw, maxLength);
    return name === '' || placeholders.has(name.toLowerCase()) ? undefined : name;
  }

  takeName(key: NameFact, field: string, maxLength: number = maxNameLength): void {
    this.setFact(key, this.readName(field, maxLength), this.pathOf(field));
  }

  takeTitle(field: string): void {
    const raw = this.#readRawText(field);
    this.setFact('title', raw === undefined ? undefined : cleanLine(raw, maxTitleLength), this.pathOf(field));
  }

  takeDescription(field: string): void {
    const raw = this.#readRawText(field);
    const text = raw === undefined ? '' : cleanText(raw, maxDescriptionLength);
    this.setFact('description', text === '' ? undefined : text, this.pathOf(field));
  }

  /** Reads a fact with `parse`; what cannot be read is a warning and the fact stays absent. */
  takeFact<K extends keyof ListingFacts>(
    key: K,
    field: string,
    parse: (raw: unknown) => Parsed<NonNullable<ListingFacts[K]>>,
  ): void {
    const raw = this.record[field];
    if (!isStated(raw)) return;
    const parsed = parse(raw);
    if (parsed.ok) this.setFact(key, parsed.value, this.pathOf(field));
    else this.warn(parsed.error.code, `${parsed.error.reason}; the fact is left out`, field);
  }

  /** The same for the auction's state, where only counts and extras are read this way. */
  takeState<K extends keyof LotState>(
    key: K,
    field: string,
    parse: (raw: unknown) => Parsed<NonNullable<LotState[K]>>,
  ): void {
    const raw = this.record[field];
    if (!isStated(raw)) return;
    const parsed = parse(raw);
    if (parsed.ok) this.setState(key, parsed.value, this.pathOf(field));
    else this.warn(parsed.error.code, `${parsed.error.reason}; it is left out`, field);
  }

  /** Reads state that a wrong reading of would cost money: a value that is stated but unreadable fails the record. */
  mustTakeState<K extends keyof LotState>(
    key: K,
    field: string,
    parse: (raw: unknown) => Parsed<NonNullable<LotState[K]>>,
  ): void {
    const raw = this.record[field];
    if (!isStated(raw)) return;
    const parsed = parse(raw);
    if (parsed.ok) this.setState(key, parsed.value, this.pathOf(field));
    else this.fail(parsed.error.code, parsed.error.reason, field);
  }

  /** End of bidding with its precision; a stated but unreadable one fails the record, one far ahead is remarked on. */
  takeEnd(parsed: Parsed<ParsedInstant>, field: string): void {
    if (!parsed.ok) {
      this.fail(parsed.error.code, parsed.error.reason, field);
      return;
    }
    this.setState('endsAt', parsed.value.instant, this.pathOf(field));
    this.setState('endsAtPrecision', parsed.value.precision, this.pathOf(field));
    if (isFarEnd(parsed.value.instant, this.#context.observedAt))
      this.warn('far_end', 'ends more than a year after it was seen; taken as stated', field);
  }

  /** `ended` once the end has passed at the time of observation; never `sold`, which only a confirmed price is. */
  setStatusByClock(from: string): void {
    const { startsAt, endsAt } = this.#state;
    // instants are ISO 8601 in UTC, so that text order is time order
    const at: Instant = this.#context.observedAt;
    if (endsAt !== undefined && endsAt <= at) this.setState('status', 'ended', from);
    else if (startsAt !== undefined && startsAt > at) this.setState('status', 'scheduled', from);
    else this.setState('status', 'active', from);
  }

  isPast(instant: Instant | undefined): boolean {
    return instant !== undefined && instant <= this.#context.observedAt;
  }

  get state(): Readonly<Partial<LotState>> {
    return this.#state;
  }

  get facts(): Readonly<Partial<ListingFacts>> {
    return this.#facts;
  }

  warn(code: string, reason: string, field: string): void {
    this.#warnings.push(
      toRejection(code, reason, { line: this.#context.line, field, excerpt: this.record[field] }),
    );
  }

  /** The first failure is the one that is told. */
  fail(code: string, reason: string, field: string): void {
    this.#failure ??= toRejection(code, reason, {
      line: this.#context.line,
      field,
      excerpt: this.record[field] ?? this.record,
    });
  }

  finish(
    source: SourceId,
    id: string | undefined,
    url: string | undefined,
  ): Result<Listing, ListingRejection> {
    if (this.#failure !== undefined) return err(this.#failure);
    const { line } = this.#context;
    if (id === undefined || !/^[\w.:-]{1,100}$/.test(id))
      return err(toRejection('no_id', 'the record has no lot number', { line, excerpt: id ?? this.record }));
    const { title } = this.#facts;
    if (title === undefined || title === '')
      return err(
        toRejection('no_title', 'the record has no title', { line, field: 'title', excerpt: this.record }),
      );
    const { status } = this.#state;
    if (status === undefined) throw new Error('a source must set the status of every lot');
    return ok({
      source,
      sourceListingId: toSourceListingId(id),
      ...(url === undefined ? {} : { url }),
      facts: { ...this.#facts, title },
      state: { ...this.#state, status },
      observedAt: this.#context.observedAt,
      provenance: this.#provenance,
      ...(this.#warnings.length === 0 ? {} : { warnings: this.#warnings }),
    });
  }

  #readRawText(field: string): string | undefined {
    const raw = this.record[field];
    if (!isStated(raw)) return undefined;
    if (typeof raw === 'string') return raw;
    if (typeof raw === 'number' && Number.isFinite(raw)) return String(raw);
    this.warn('bad_text', 'not a text; the fact is left out', field);
    return undefined;
  }
}

type NameFact =
  | 'category'
  | 'make'
  | 'model'
  | 'trim'
  | 'body'
  | 'color'
  | 'transmission'
  | 'drive'
  | 'engine'
  | 'fuel'
  | 'primaryDamage'
  | 'secondaryDamage'
  | 'sellerName'
  | 'city';

/** JSON pointer (RFC 6901) of a field of the record. */
export const toPointer = (field: string): string =>
  field.includes('/') || field.includes('~')
    ? `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : `/${field}`;
