// Imports go one way (docs/adr/0004). Parsed by SWC, since TypeScript 7 has no parser API.
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^(?!node_modules)', pathNot: to, dependencyTypesNot: ['core'] },
});

const npm = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: 'node_modules/', pathNot: allowed.map((lib) => `node_modules/${lib}(/|$)`) },
});

const noNode = (name, from) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { dependencyTypes: ['core'] },
});

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    only('domain-is-pure', '^domain/', ['^domain/'], 'Rules import nothing but rules.'),
    npm('domain-has-no-libraries', '^domain/', []),
    noNode('domain-has-no-node', '^domain/'),
    only('workflows-are-deterministic', '^workflows/', [
      '^domain/',
      '^workflows/',
      '^activities/contract\\.ts$',
    ]),
    npm('workflows-know-only-temporal', '^workflows/', ['@temporalio/(workflow|common)']),
    noNode('workflows-have-no-node', '^workflows/'),
    only('activities-reach-out', '^activities/', [
      '^domain/',
      '^db/',
      '^gateway/',
      '^queues/contract\\.ts$',
      '^activities/',
      '^workflows/contract\\.ts$',
    ]),
    only('db-is-the-store', '^db/', ['^domain/', '^db/', '^prisma/generated/']),
    only('queues-send', '^queues/', ['^domain/', '^db/', '^queues/']),
    only('api-answers', '^api/', [
      '^domain/',
      '^db/',
      '^api/',
      '^papers/',
      '^gateway/',
      '^queues/contract\\.ts$',
      '^workflows/contract\\.ts$',
      '^config\\.ts$',
      '^log\\.ts$',
    ]),
    only('everybody-logs-alike', '^log\\.ts$', [], 'One place decides what a line may hold.'),
    only('papers-are-drawn', '^papers/', ['^domain/', '^papers/']),
    only(
      'gateway-asks-banks',
      '^gateway/',
      ['^domain/', '^gateway/'],
      'What is paid for is none of its business.',
    ),
    npm('gateway-knows-only-banks', '^gateway/', [
      'alipay-sdk',
      'csv-parse',
      'fflate',
      'wechatpay-axios-plugin',
      'zod',
    ]),
    only('sandbox-stands-in', '^sandbox/(courier|sms|gateway|identity-provider|violation-system)/', [
      '^domain/',
      '^sandbox/',
    ]),
    {
      name: 'only-db-knows-prisma',
      severity: 'error',
      from: { pathNot: '^(db|prisma)/' },
      to: { path: '^prisma/generated/|node_modules/@prisma/' },
    },
    {
      name: 'only-roots-read-the-configuration',
      severity: 'error',
      from: {
        pathNot: '^(api/server|worker/(temporal|queue)|scripts/|bench/|chaos/|canary/|prisma/|test/|demo/)',
      },
      to: { path: '^config\\.ts$' },
    },
    {
      name: 'nobody-imports-roots',
      severity: 'error',
      from: {
        pathNot: '^(scripts|bench|chaos|canary|test|demo|sandbox/platform|sandbox/virtual-time|worker/)',
      },
      to: { path: '^(worker|scripts|bench|chaos|canary|demo)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: ['^\\.data'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
