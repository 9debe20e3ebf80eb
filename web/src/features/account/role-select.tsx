import type { Role } from '../../../../src/contracts/identity.ts';
import { rolesUpTo, roleWords } from './role-words.ts';

interface Props {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly value: Role;
  readonly ceiling: Role;
  readonly disabled?: boolean;
  readonly onRole: (role: Role) => void;
}

export function RoleSelect({ value, ceiling, onRole, ...rest }: Props) {
  return (
    <select
      {...rest}
      value={value}
      onChange={(event) => onRole(event.target.value as Role)}
      className="control w-auto"
    >
      {rolesUpTo(ceiling).map((role) => (
        <option key={role} value={role}>
          {roleWords[role].name}
        </option>
      ))}
    </select>
  );
}
