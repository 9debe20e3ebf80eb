import type { ReactNode } from 'react';

/** What frames the screens before sign-in. */
export function Entrance({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-sm flex-col gap-4 p-4 pt-12 outline-none">
      <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        DealerScope
      </p>
      <div className="card flex flex-col gap-4 p-5">
        <h1 className="text-xl font-bold tracking-tight">{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** A way on that loads the page anew, with nothing kept of this one. */
export const EntranceLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <a href={href} className="self-start text-accent underline">
    {children}
  </a>
);
