/**
 * Who may import whom. `npm run check` fails on any other arrow; the sentence beside each rule says why.
 * `forbid(room, except…)`: files of the room may import nothing of ours but the rooms named (and itself).
 */
const tests = '\\.(test|testkit)\\.ts$';

const forbid = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: '^(src|web|tests|bench|scripts)/', pathNot: [from, ...allowed] },
});

/** Stages of the pipeline in order: a stage may know the types of those before it, and calls none. */
const stages = ['kernel', 'listing', 'vehicle', 'valuation', 'costing', 'forecast', 'scoring'];
const stageRules = stages.map((stage, at) =>
  forbid(
    `core-${stage}`,
    'A stage knows itself and the types of earlier stages; only core/appraise.ts calls across, so each stage can change alone.',
    `^src/core/${stage}/`,
    stages.slice(0, at).map((earlier) => `^src/core/${earlier}/`),
  ),
);

export default {
  forbidden: [
    ...stageRules,
    forbid(
      'core-lemon',
      'The chance of a bad buy is a side table of costing: it knows cars, not values or costs.',
      '^src/core/lemon/',
      ['^src/core/kernel/', '^src/core/listing/', '^src/core/vehicle/'],
    ),
    forbid(
      'core-market',
      'Lists and counts of the whole market: it asks the stages, and no stage knows that a market is kept.',
      '^src/core/market/',
      ['^src/core/(kernel|listing|vehicle|valuation|costing|forecast|scoring)/', '^src/core/appraisal\\.ts$'],
    ),
    {
      name: 'core-is-pure',
      comment:
        'No I/O, clock or randomness in core: what decides money must be replayable from its arguments.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    forbid(
      'core-appraise',
      'The sentence of the product is made of stages alone.',
      '^src/core/appraise\\.ts$',
      ['^src/core/'],
    ),
    forbid(
      'contracts',
      'What crosses the wire names core types and nothing else, so that the web can read it.',
      '^src/contracts/',
      ['^src/core/'],
    ),
    forbid(
      'sources',
      'A site knows the kit and core; never another site, never the network itself.',
      '^src/sources/',
      ['^src/core/', '^src/platform/'],
    ),
    {
      name: 'source-knows-no-other',
      comment: 'A site that leans on another breaks when that one changes.',
      severity: 'error',
      from: { path: '^src/sources/([^_][^/]+)/', pathNot: tests },
      to: { path: '^src/sources/([^_][^/]+)/', pathNot: ['^src/sources/$1/'] },
    },
    {
      name: 'one-way-out',
      comment: 'Only platform/http asks other servers: its guard keeps requests off the own network.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/platform/http/'] },
      to: {
        path: '^(node_modules/undici/|https?$|http2$|net$|tls$|dgram$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    forbid('store', 'SQL lives here and knows no use case.', '^src/store/', ['^src/core/', '^src/platform/']),
    forbid(
      'platform',
      'Plumbing serves any product; reference loaders build what core defines.',
      '^src/platform/',
      ['^src/core/', '^src/sources/_kit/polite-client\\.ts$'],
    ),
    forbid('app', 'Use cases combine rooms, and know neither HTTP nor the queue.', '^src/app/', [
      '^src/core/',
      '^src/contracts/',
      '^src/sources/',
      '^src/providers/',
      '^src/store/',
      '^src/platform/',
    ]),
    forbid('identity', 'People and what they may do; knows neither HTTP nor the queue.', '^src/identity/', [
      '^src/core/kernel/',
      '^src/contracts/',
      '^src/store/',
      '^src/platform/',
      '^src/providers/',
      '^src/app/problem-error\\.ts$',
    ]),
    forbid(
      'providers',
      'Ways out that are not auctions know neither who is written to nor why.',
      '^src/providers/',
      ['^src/core/', '^src/platform/'],
    ),
    forbid('jobs', 'Jobs call use cases; SQL and sites are not their business.', '^src/jobs/', [
      '^src/app/',
      '^src/contracts/',
      '^src/platform/',
    ]),
    forbid('api', 'HTTP calls use cases; SQL and sites are not its business.', '^src/api/', [
      '^src/app/',
      '^src/identity/',
      '^src/core/kernel/',
      '^src/contracts/',
      '^src/platform/',
    ]),
    forbid('cli', 'Commands call use cases through the composition root.', '^src/cli/', [
      '^src/app/',
      '^src/contracts/',
      '^src/core/kernel/',
      '^src/core/apprais(e|al)\\.ts$',
      '^src/config/',
      '^src/context\\.ts$',
      '^src/platform/',
    ]),
    forbid(
      'config',
      'Settings are read before anything else exists; only the grammar of addresses is shared with who uses them.',
      '^src/config/',
      ['^src/platform/http/outbound-policy\\.ts$', '^src/platform/limiter/parse-redis-url\\.ts$'],
    ),
    forbid('web', 'The browser sees the contract and the money type, never the server.', '^web/', [
      '^src/contracts/',
      '^src/core/',
    ]),
    {
      name: 'web-core-through-contracts',
      comment: 'Only kernel (money, instants) is code for the browser; the rest of core stays on the server.',
      severity: 'error',
      from: { path: '^web/', pathNot: tests },
      to: { path: '^src/core/', pathNot: ['^src/core/kernel/'] },
    },
    {
      name: 'web-features-apart',
      comment: 'Features that import each other cannot be loaded, changed or deleted alone.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/([^/]+)/', pathNot: ['^web/src/features/$1/'] },
    },
    {
      name: 'acceptance-is-outside',
      comment: 'Acceptance tests see what a user’s script sees: HTTP.',
      severity: 'error',
      from: { path: '^tests/acceptance/' },
      to: { path: '^(src|web)/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first thing to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['dist/', '\\.gen\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
