import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each rule with a file that breaks it and nothing else. */
const breaking = [
  ['no-cycles', 'workers/src/circle.ts', "import './round.ts';"],
  ['schema-is-the-bottom', 'schema/src/up.ts', "import '../../platform/src/request.ts';"],
  ['platform-knows-no-service', 'platform/src/down.ts', "import '../../workers/src/worker.ts';"],
  ['platform-testing-stays-in-tests', 'workers/src/test.ts', "import '../../platform/src/testing/redis.ts';"],
  ['gateway-knows-no-school', 'gateway/src/school.ts', "import '../../platform/src/request.ts';"],
  ['subgraphs-do-not-meet', 'subgraphs/users/src/near.ts', "import '../../leave/src/subgraph.ts';"],
  ['subgraphs-do-not-look-up', 'subgraphs/users/src/up.ts', "import '../../../workers/src/worker.ts';"],
  ['workers-do-not-serve', 'workers/src/serve.ts', "import '../../gateway/src/gateway.ts';"],
  [
    'decisions-are-pure',
    'subgraphs/users/src/role.rules.ts',
    "import { here } from './role.entity.ts';\nhere;",
  ],
  [
    'decisions-touch-no-machine',
    'subgraphs/users/src/role.policy.ts',
    "import { env } from 'node:process';\nenv;",
  ],
  ['nobody-imports-main', 'gateway/src/again.ts', "import './main.ts';"],
  ['tests-stay-outside', 'workers/src/shipped.ts', "import '../tests/kit.ts';"],
  ['everything-is-found', 'workers/src/lost.ts', "import './nowhere.ts';"],
] as const;

const allowed = {
  'schema/src/asks.ts': '',
  'platform/src/request.ts':
    "import '../../schema/src/asks.ts';\nimport type { here } from './type.ts';\nexport type A = typeof here;",
  'platform/src/type.ts': "import './request.ts';",
  'platform/src/live/log.ts': '',
  'platform/src/testing/redis.ts': '',
  'gateway/src/gateway.ts': "import '../../platform/src/live/log.ts';",
  'gateway/src/main.ts': "import './gateway.ts';",
  'subgraphs/leave/src/subgraph.ts': "import '../../../platform/src/request.ts';",
  'subgraphs/leave/src/day.rules.ts':
    "import type { here } from './day.entity.ts';\nexport type A = typeof here;",
  'subgraphs/leave/src/day.entity.ts': "import '../../../platform/src/request.ts';",
  'subgraphs/users/src/role.entity.ts': '',
  'workers/src/worker.ts': "import '../../subgraphs/leave/src/subgraph.ts';",
  'workers/src/round.ts': "import './circle.ts';",
  'workers/tests/kit.ts': "import '../src/worker.ts';\nimport '../../platform/src/testing/redis.ts';",
  'scripts/start.ts': "import '../gateway/src/gateway.ts';\nimport '../workers/src/worker.ts';",
  'scripts/disposal.ts': 'await using gone = { async [Symbol.asyncDispose]() {} };',
};

const found = new Map<string, string[]>();

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'learnova-arrows-'));
  const files = [...Object.entries(allowed), ...breaking.map(([, path, text]) => [path, text] as const)];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\nexport const here = '${path}';\n`);
  }
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as Report;
  for (const { from, rule } of summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name]);
});

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

it.each(breaking)('an import that breaks %s is refused', (rule, path) => {
  expect(found.get(path)).toEqual([rule]);
});

it('nothing else is', () => {
  const paths = breaking.map(([, path]) => path as string);
  expect(
    [...found.keys()].filter((path) => !paths.includes(path) && path !== 'workers/src/round.ts'),
  ).toEqual([]);
});
