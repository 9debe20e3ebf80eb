import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-3xl p-4">
      <EmptyState title="There is no such page">
        <Link to="/" className="text-accent underline">
          Back to the deals
        </Link>
      </EmptyState>
    </main>
  );
}
