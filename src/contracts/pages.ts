/** Addresses of the pages, `$name` for what varies: the server answers each with the page, whose router draws it. */
export const pages = {
  inbox: '/',
  deal: '/deals/$id',
  appraise: '/appraise',
  rejects: '/rejects',
  settings: '/settings',
  costs: '/settings/costs',
  fees: '/settings/fees',
  account: '/account',
  sessions: '/account/sessions',
  members: '/members',
  audit: '/audit',
  security: '/security',
  dealership: '/dealership',
  privacy: '/privacy',
} as const;

/** Those that need nobody to have signed in. */
export const entrances = {
  join: '/join',
  forgot: '/forgot',
  reset: '/reset',
  confirmEmail: '/confirm-email',
  signUp: '/sign-up',
} as const;
