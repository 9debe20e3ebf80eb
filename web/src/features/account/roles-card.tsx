import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { type Role, roles } from '../../../../src/contracts/identity.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { roleWords } from './role-words.ts';
import { fetchRoles } from './safeguards-api.ts';

const mayFrom = (from: Role, role: Role) => roles.indexOf(role) >= roles.indexOf(from);

/** The server's own table of permissions, as it is enforced. */
export function RolesCard() {
  const query = useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => fetchRoles(signal) });
  return (
    <SectionCard title="Roles" aside="Who may what; a key never may more than its person">
      {query.isError && <ErrorPanel error={query.error} title="The roles could not be loaded" />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section aria-label="Table of roles" className="relative overflow-x-auto" tabIndex={0}>
        <table className="w-full min-w-[25rem] border-collapse text-left">
          <thead>
            <tr className="border-b text-xs text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                May …
              </th>
              {roles.map((role) => (
                <th key={role} scope="col" className="px-2 py-1.5 text-center font-medium">
                  {roleWords[role].name}
                </th>
              ))}
              <th scope="col" className="px-2 py-1.5 text-center font-medium">
                By key
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.permissions.map(({ permission, says, from, byKey }) => (
              <tr key={permission} className="border-b last:border-0">
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  {says}
                </th>
                {roles.map((role) => (
                  <Cell key={role} isYes={mayFrom(from, role)} />
                ))}
                <Cell isYes={byKey} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </SectionCard>
  );
}

function Cell({ isYes }: { readonly isYes: boolean }) {
  return (
    <td className="px-2 py-1.5 text-center">
      {isYes ? (
        <Check size={16} role="img" aria-label="yes" className="mx-auto text-good" />
      ) : (
        <span className="text-muted">
          <span aria-hidden>–</span>
          <span className="sr-only">no</span>
        </span>
      )}
    </td>
  );
}
