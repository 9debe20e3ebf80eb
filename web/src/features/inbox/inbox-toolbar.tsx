import { ListFilter, Search, SlidersHorizontal, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { type DealsSearch, dealSorts, usefulOrder } from '../../lib/deals-search.ts';
import { formatPlural } from '../../lib/format-count.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { sortWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { activeFilters } from './active-filters.ts';
import { FiltersPanel } from './filters-panel.tsx';
import { TypedInput } from './typed-input.tsx';
import type { ChangeSearch } from './use-inbox-search.ts';

interface Props {
  readonly search: DealsSearch;
  readonly change: ChangeSearch;
  readonly clear: () => void;
  /** Undefined while it is not known. */
  readonly total: number | undefined;
  readonly isWhatIfOpen: boolean;
  readonly onWhatIf: () => void;
}

export function InboxToolbar({ search, change, clear, total, isWhatIfOpen, onWhatIf }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const sheet = useRef<HTMLDialogElement>(null);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const openSheet = () => {
    setIsSheetOpen(true);
    sheet.current?.showModal();
  };
  useHotkeys((key, event) => {
    if (key !== '/') return;
    event.preventDefault();
    box.current?.focus();
  });
  const sort = search.sort ?? 'edge';
  const order = search.order ?? usefulOrder(sort);
  const filters = activeFilters(search);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <search className="relative min-w-44 flex-1 max-sm:basis-full">
          <Search size={16} aria-hidden className="absolute top-2.5 left-2.5 text-muted" />
          <TypedInput
            ref={box}
            type="search"
            aria-label="Search deals"
            placeholder="Search make, model, place, words…"
            value={search.q ?? ''}
            onCommit={(q) => change({ q: q || undefined }, { replace: true })}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            className="control pl-8"
          />
        </search>
        <Button className="max-sm:flex-1 lg:hidden" onClick={openSheet}>
          <ListFilter size={16} aria-hidden /> Filters{filters.length > 0 && ` (${filters.length})`}
        </Button>
        <Button className="max-sm:flex-1" onClick={onWhatIf} aria-expanded={isWhatIfOpen}>
          <SlidersHorizontal size={16} aria-hidden /> What if
        </Button>
      </div>
      <div className="flex min-h-6 flex-wrap items-center gap-1.5">
        <p aria-live="polite" className="figures mr-1 text-muted">
          {total === undefined ? 'Loading…' : formatPlural(total, 'lot')}
        </p>
        {filters.map((filter) => (
          <button
            key={filter.name}
            type="button"
            aria-label={`Take away: ${filter.label}`}
            onClick={() => change({ [filter.name]: undefined })}
            className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft px-2 text-xs font-medium text-accent"
          >
            {filter.label} <X size={12} aria-hidden />
          </button>
        ))}
        {filters.length > 1 && (
          <button type="button" onClick={clear} className="h-6 px-1 text-xs text-accent underline">
            Clear all
          </button>
        )}
        <select
          aria-label="Sort by"
          value={`${sort} ${order}`}
          onChange={(event) => {
            const [by, direction] = event.target.value.split(' ');
            change({
              sort: dealSorts.find((one) => one === by),
              order: direction === 'asc' ? 'asc' : 'desc',
            });
          }}
          className="control ml-auto h-8! w-auto! max-w-44 text-[0.8125rem]"
        >
          {dealSorts.flatMap((by) =>
            ([usefulOrder(by), usefulOrder(by) === 'asc' ? 'desc' : 'asc'] as const).map((direction) => (
              <option key={`${by} ${direction}`} value={`${by} ${direction}`}>
                {sortWords(by)} {direction === 'asc' ? '↑' : '↓'}
              </option>
            )),
          )}
        </select>
      </div>
      <ModalDialog ref={sheet} title="Filters" shape="sheet" onClose={() => setIsSheetOpen(false)}>
        {isSheetOpen && <FiltersPanel search={search} change={change} clear={clear} />}
        <Button look="primary" className="mt-4 w-full" onClick={() => sheet.current?.close()}>
          {total === undefined ? 'Show' : `Show ${formatPlural(total, 'lot')}`}
        </Button>
      </ModalDialog>
    </div>
  );
}
