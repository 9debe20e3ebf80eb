/** A grey block in the place of what is being loaded; hidden from screen readers, which hear the region's busy state. */
export function Skeleton({ className = '' }: { readonly className?: string }) {
  return <span aria-hidden className={`block animate-pulse rounded bg-raised ${className}`} />;
}
