import { type DealsSearch, dealGrades, dealKinds, dealStatuses } from '../../lib/deals-search.ts';
import { kindWords, toWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { activeFilters } from './active-filters.ts';
import { ChoiceFilter, NumberFilter } from './filter-controls.tsx';
import { TypedInput } from './typed-input.tsx';
import { useFacets } from './use-deals.ts';
import type { ChangeSearch } from './use-inbox-search.ts';

interface Props {
  readonly search: DealsSearch;
  readonly change: ChangeSearch;
  readonly clear: () => void;
}

const statusWords = { open: 'Open', ended: 'Ended', all: 'Open and ended' } as const;

export function FiltersPanel({ search, change, clear }: Props) {
  const facets = useFacets(search).data;
  const countOf = (list: readonly { value: string; count: number }[] | undefined, value: string) =>
    list?.find((entry) => entry.value === value)?.count;
  return (
    <div className="flex flex-col gap-3">
      <ChoiceFilter
        label="Kind of lot"
        value={search.kind ?? 'road_vehicle'}
        options={dealKinds.map((kind) => ({
          value: kind,
          label: kindWords(kind),
          count: countOf(facets?.kinds, kind),
        }))}
        onChange={(value) => change({ kind: dealKinds.find((kind) => kind === value) })}
      />
      <ChoiceFilter
        label="Auction"
        value={search.status ?? 'open'}
        options={dealStatuses.map((status) => ({ value: status, label: statusWords[status] }))}
        onChange={(value) => change({ status: dealStatuses.find((status) => status === value) })}
      />
      <ChoiceFilter
        label="Make"
        value={search.make ?? ''}
        any="Any make"
        options={facets?.makes.map((make) => ({ ...make, label: make.value })) ?? []}
        onChange={(make) => change({ make: make || undefined, model: undefined })}
      />
      <Field label="Model">
        {(ids) => (
          <TypedInput
            {...ids}
            value={search.model ?? ''}
            maxLength={60}
            onCommit={(model) => change({ model: model || undefined }, { replace: true })}
            className="control"
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <NumberFilter label="Year from" name="yearMin" search={search} change={change} />
        <NumberFilter label="to" name="yearMax" search={search} change={change} />
      </div>
      <NumberFilter label="Miles up to" name="milesMax" search={search} change={change} />
      <div className="grid grid-cols-2 gap-2">
        <ChoiceFilter
          label="State"
          value={search.state ?? ''}
          any="Any"
          options={
            facets?.states
              .map((state) => ({ ...state, label: state.value }))
              .toSorted((a, b) => a.value.localeCompare(b.value)) ?? []
          }
          onChange={(state) => change({ state: state || undefined })}
        />
        <ChoiceFilter
          label="Grade"
          value={search.grade ?? ''}
          any="Any"
          options={dealGrades.map((grade) => ({
            value: grade,
            label: grade === 'none' ? 'No grade' : toWords(grade),
            count: countOf(facets?.grades, grade),
          }))}
          onChange={(value) => change({ grade: dealGrades.find((grade) => grade === value) })}
        />
      </div>
      <ChoiceFilter
        label="Source"
        value={search.source ?? ''}
        any="Any source"
        options={facets?.sources.map((source) => ({ ...source, label: source.name })) ?? []}
        onChange={(source) => change({ source: source || undefined })}
      />
      <div className="grid grid-cols-2 gap-2">
        <NumberFilter label="Edge from, $" name="minEdge" search={search} change={change} />
        <NumberFilter label="Ends within, h" name="endsWithinHours" search={search} change={change} />
      </div>
      {activeFilters(search).length > 0 && (
        <Button look="quiet" onClick={clear}>
          Clear all filters
        </Button>
      )}
    </div>
  );
}
