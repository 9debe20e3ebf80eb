import { Skeleton } from '../../ui/skeleton.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading deals" className="card">
      {rows.map((row) => (
        <div key={row} className="flex h-[82px] items-center gap-3 border-b px-3 last:border-b-0">
          <Skeleton className="h-12 w-16" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-3/5 max-w-72" />
            <Skeleton className="h-3 w-4/5 max-w-96" />
          </div>
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </div>
  );
}
