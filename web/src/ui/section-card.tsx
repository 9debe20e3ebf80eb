import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  /** One quiet line beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function SectionCard({ title, aside, children, className = '' }: Props) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={`card min-w-0 ${className}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b px-4 py-2.5">
        <h2 id={titleId} className="text-[0.9375rem] font-semibold">
          {title}
        </h2>
        {aside && <p className="text-xs text-muted">{aside}</p>}
      </div>
      <div className="p-4">{children}</div>
    </section>
  );
}
