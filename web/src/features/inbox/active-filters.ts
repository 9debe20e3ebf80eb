import type { DealsSearch } from '../../lib/deals-search.ts';
import { formatCount } from '../../lib/format-count.ts';
import { kindWords, toWords } from '../../lib/words.ts';

interface ActiveFilter {
  readonly name: keyof DealsSearch;
  readonly label: string;
}

/** The filters that hold, in words; sorting is none. */
export function activeFilters(search: DealsSearch): readonly ActiveFilter[] {
  const entries: readonly (readonly [keyof DealsSearch, string | undefined])[] = [
    ['q', search.q && `“${search.q}”`],
    ['kind', search.kind && kindWords(search.kind)],
    ['status', search.status && (search.status === 'all' ? 'Open and ended' : 'Ended')],
    ['make', search.make],
    ['model', search.model],
    ['yearMin', search.yearMin?.toString().concat(' or newer')],
    ['yearMax', search.yearMax?.toString().concat(' or older')],
    ['milesMax', search.milesMax === undefined ? undefined : `Up to ${formatCount(search.milesMax)} mi`],
    ['state', search.state],
    ['source', search.source],
    ['grade', search.grade && (search.grade === 'none' ? 'No grade' : toWords(search.grade))],
    ['minEdge', search.minEdge === undefined ? undefined : `Edge from $${formatCount(search.minEdge)}`],
    [
      'endsWithinHours',
      search.endsWithinHours === undefined ? undefined : `Ends within ${search.endsWithinHours} h`,
    ],
  ];
  return entries.flatMap(([name, label]) => (label ? [{ name, label }] : []));
}
