import type { DealsSearch } from '../../lib/deals-search.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ChangeSearch } from './use-inbox-search.ts';

interface Props {
  readonly search: DealsSearch;
  readonly clear: () => void;
  readonly change: ChangeSearch;
}

export function NoDeals({ search, clear, change }: Props) {
  const { sort: _sort, order: _order, ...filters } = search;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <EmptyState title={isFiltered ? 'No lot matches these filters' : 'There are no open lots'}>
      <p>
        {isFiltered
          ? 'Take a filter away, or look at all lots.'
          : 'No source has an open lot that is a car, SUV, pickup or van.'}
      </p>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {isFiltered && (
          <Button look="primary" onClick={clear}>
            Clear the filters
          </Button>
        )}
        {search.status !== 'all' && (
          <Button onClick={() => change({ status: 'all' })}>Show ended lots too</Button>
        )}
      </div>
    </EmptyState>
  );
}
