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
      <section aria-label="Table of roles">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-b text-xs text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                May …
              </th>
              {roles.map((role) => (
                <th
                  key={role}
                  scope="col"
                  className="hidden px-2 py-1.5 text-center font-medium sm:table-cell"
                >
                  {roleWords[role].name}
                </th>
              ))}
              {/* a narrow screen has no room for a column each: who may, all above may as well */}
              <th scope="col" className="px-2 py-1.5 font-medium sm:hidden">
                From
              </th>
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
                  <Cell key={role} isYes={mayFrom(from, role)} isWide />
                ))}
                <td className="px-2 py-1.5 sm:hidden">{roleWords[from].name}</td>
                <Cell isYes={byKey} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </SectionCard>
  );
}

function Cell({ isYes, isWide = false }: { readonly isYes: boolean; readonly isWide?: boolean }) {
  return (
    <td className={`px-2 py-1.5 text-center ${isWide ? 'hidden sm:table-cell' : ''}`}>
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
