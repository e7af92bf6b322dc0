/*
 * Who may import whom: schema <- platform <- gateway, and platform <- subgraphs/* <- workers.
 * Programs in scripts/ and tests anywhere may see all. Each rule says why it is there.
 */
const { Visitor } = require('@swc/core/Visitor.js');

// swc's visitor does not know `using` and throws on it; its declarators are those of any other declaration.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  return { ...statement, decls: this.visitVariableDeclarators(statement.decls) };
};

const production = '^(schema|platform|gateway|workers|subgraphs/[^/]+)/src/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that import each other cannot be loaded or moved one at a time; types alone, which are gone when it runs, may.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'schema-is-the-bottom',
      severity: 'error',
      comment:
        'What crosses a process boundary must not drag a runtime along: schema knows zod and graphql, nothing else.',
      from: { path: '^schema/src/' },
      to: { pathNot: ['^schema/src/', '^node_modules/(zod|graphql|graphql-scalars)/'] },
    },
    {
      name: 'platform-knows-no-service',
      severity: 'error',
      comment:
        'The runtime serves any subgraph that is handed to it; a name of one in here is a dependency turned round.',
      from: { path: '^platform/' },
      to: { path: '^(subgraphs|gateway|workers|scripts|tests)/' },
    },
    {
      name: 'platform-testing-stays-in-tests',
      severity: 'error',
      comment: 'What starts, empties and kills servers has no business in a process that a school uses.',
      from: { path: production, pathNot: '^platform/src/testing/' },
      to: { path: '^platform/src/testing/' },
    },
    {
      name: 'gateway-knows-no-school',
      severity: 'error',
      comment:
        'The gateway serves any Federation 2 supergraph, so it sees of the platform only what knows no school word.',
      from: { path: '^gateway/src/' },
      to: {
        path: '^(schema|platform|subgraphs|workers|scripts|tests)/',
        pathNot:
          '^platform/src/((config|log|metrics|drain|heap|left|token-fault|key-set|reach)\\.ts$|live/|rates/)',
      },
    },
    {
      name: 'subgraphs-do-not-meet',
      severity: 'error',
      comment:
        'A subgraph learns what another owns in four ways (the graph, an ask, a pin, a reaction); an import is none.',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'subgraphs-do-not-look-up',
      severity: 'error',
      comment:
        'Workers and programs gather the subgraphs; a subgraph that knew them could not be served alone.',
      from: { path: '^subgraphs/[^/]+/src/' },
      to: { path: '^(gateway|workers|scripts|tests)/' },
    },
    {
      name: 'workers-do-not-serve',
      severity: 'error',
      comment:
        'Workers and the gateway meet in the log and the queue only, so that each can be restarted alone.',
      from: { path: '^workers/src/' },
      to: { path: '^(gateway|scripts|tests)/' },
    },
    {
      name: 'decisions-are-pure',
      severity: 'error',
      comment:
        'A rule or a policy is told the facts and the time; one that could fetch them could not be tested by value.',
      from: { path: '\\.(rules|policy)\\.ts$' },
      to: {
        path: '^node_modules/(@mikro-orm|kysely|pg|ioredis|bullmq|undici|fastify|@sendgrid)/|\\.entity\\.ts$|/src/(database|commit|migrations/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'decisions-touch-no-machine',
      severity: 'error',
      comment: 'As above: no files, network, processes or timers in a rule or a policy.',
      from: { path: '\\.(rules|policy)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?assert' },
    },
    {
      name: 'nobody-imports-main',
      severity: 'error',
      comment:
        'A main connects and listens: importing it would have an effect, and importing must have none.',
      from: {},
      to: { path: '(^|[/.])main\\.ts$' },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      comment: 'Sources are shipped and tests are not.',
      from: { path: production },
      to: { path: '(^|/)tests/|\\.test\\.ts$' },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      comment: 'An import that does not resolve works by luck, or not at all.',
      // What the gateway is compared with is run where the benchmark has installed it.
      from: { pathNot: '^scripts/bench/gateway/\\w+\\.peer\\.mjs$' },
      // The modules of k6 are inside its own program.
      to: { couldNotResolve: true, pathNot: '^k6(/|$)' },
    },
    {
      name: 'everything-is-declared',
      severity: 'error',
      comment:
        'A package that another one happens to have installed is gone with the next update of that one.',
      from: { path: production, pathNot: '^platform/src/testing/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
  },
};
