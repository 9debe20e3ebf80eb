import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type SearchSchemaInput,
} from '@tanstack/react-router';
import { pages } from '../../../src/contracts/pages.ts';
import { InboxPage } from '../features/inbox/inbox-page.tsx';
import { type DealsSearch, toDealsSearch } from '../lib/deals-search.ts';
import { parsePlainSearch, stringifyPlainSearch } from '../lib/plain-search.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.inbox,
  validateSearch: (raw: Record<string, unknown> & SearchSchemaInput): DealsSearch => toDealsSearch(raw),
  component: InboxPage,
});

// the inbox is what people open; the other screens are fetched when they are about to be needed
const dealRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.deal,
  component: lazyRouteComponent(() => import('../features/deal/deal-page.tsx'), 'DealPage'),
});
const appraiseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.appraise,
  component: lazyRouteComponent(() => import('../features/appraise/appraise-page.tsx'), 'AppraisePage'),
});
const rejectsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.rejects,
  component: lazyRouteComponent(() => import('../features/rejects/rejects-page.tsx'), 'RejectsPage'),
});
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.settings,
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
const costsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.costs,
  component: lazyRouteComponent(() => import('../features/costs/costs-page.tsx'), 'CostsPage'),
});
const feesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.fees,
  component: lazyRouteComponent(() => import('../features/fees/fees-page.tsx'), 'FeesPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.account,
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});
const sessionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.sessions,
  component: lazyRouteComponent(() => import('../features/account/sessions-page.tsx'), 'SessionsPage'),
});
const membersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.members,
  component: lazyRouteComponent(() => import('../features/account/members-page.tsx'), 'MembersPage'),
});
const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.audit,
  component: lazyRouteComponent(() => import('../features/account/audit-page.tsx'), 'AuditPage'),
});

const securityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.security,
  component: lazyRouteComponent(() => import('../features/account/security-page.tsx'), 'SecurityPage'),
});
const dealershipRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.dealership,
  component: lazyRouteComponent(() => import('../features/account/dealership-page.tsx'), 'DealershipPage'),
});
const privacyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.privacy,
  component: lazyRouteComponent(() => import('../features/account/privacy-page.tsx'), 'PrivacyPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    inboxRoute,
    dealRoute,
    appraiseRoute,
    rejectsRoute,
    settingsRoute,
    costsRoute,
    feesRoute,
    accountRoute,
    sessionsRoute,
    membersRoute,
    auditRoute,
    securityRoute,
    dealershipRoute,
    privacyRoute,
  ]),
  parseSearch: parsePlainSearch,
  stringifySearch: stringifyPlainSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
