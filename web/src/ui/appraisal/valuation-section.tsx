import { SectionCard } from '../section-card.tsx';
import { ComparablesTable } from './comparables-table.tsx';
import { isKnown, ValueSummary, type ValueView } from './value-summary.tsx';

interface Props {
  readonly wholesale: ValueView;
  readonly retail: ValueView | null;
}

function ValueOrRefusal({ value }: { readonly value: ValueView | null }) {
  if (isKnown(value)) return <ValueSummary value={value} />;
  return (
    <p className="text-muted">{value === null ? 'Not given for this car.' : `No value: ${value.reason}`}</p>
  );
}

/** Wholesale with its evidence; retail apart from it, since neither is ever worked out from the other. */
export function ValuationSection({ wholesale, retail }: Props) {
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
        <SectionCard title="Wholesale value" aside="what dealers pay at auction">
          <ValueOrRefusal value={wholesale} />
        </SectionCard>
        <SectionCard title="Retail value" aside="what a retail buyer pays">
          <ValueOrRefusal value={retail} />
        </SectionCard>
      </div>
      {isKnown(wholesale) && wholesale.comparables.length > 0 && (
        <SectionCard title="Comparable sales" aside="confirmed sales, each adjusted to this car">
          <ComparablesTable comparables={wholesale.comparables} kind="sale" />
        </SectionCard>
      )}
      {isKnown(retail) && retail.comparables.length > 0 && (
        <SectionCard
          title="Comparable asking prices"
          aside="less the discount that buyers get, each adjusted to this car"
        >
          <ComparablesTable comparables={retail.comparables} kind="asking" />
        </SectionCard>
      )}
    </>
  );
}
