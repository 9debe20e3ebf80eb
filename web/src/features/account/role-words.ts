import { type Role, roles } from '../../../../src/contracts/identity.ts';

export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: 'Viewer', may: 'sees deals and appraises cars.' },
  buyer: { name: 'Buyer', may: 'sees deals and appraises cars.' },
  manager: {
    name: 'Manager',
    may: 'also changes how the dealership buys, invites people, makes keys and reads the log.',
  },
  owner: { name: 'Owner', may: 'may do everything, and makes other owners.' },
};

/** What somebody of this role may hand out. */
export const rolesUpTo = (role: Role): readonly Role[] => roles.slice(0, roles.indexOf(role) + 1);
