import { barrels } from '../../scripts/checks/barrels.ts';
import { clock } from '../../scripts/checks/clock.ts';
import { descriptions } from '../../scripts/checks/descriptions.ts';
import { missingFrom } from '../../scripts/checks/lock-file.ts';
import { sizes } from '../../scripts/checks/sizes.ts';
import { strangers } from '../../scripts/checks/strangers.ts';
import { suppressions } from '../../scripts/checks/suppressions.ts';
import type { TextCheck } from '../../scripts/checks/text-check.ts';

/** A check that never fails proves nothing: each is shown what it is there to refuse, and what it must let pass. */
function verdict(check: TextCheck, path: string, text: string): 'refused' | 'passes' | 'not looked at' {
  if (!check.covers(path)) return 'not looked at';
  return check.faultsIn({ path, text }).length > 0 ? 'refused' : 'passes';
}

const source = 'subgraphs/users/src/person/person.rules.ts';
const long = (lines: number) => Array.from({ length: lines }, (_, n) => `const n${n} = ${n};`).join('\n');

const shown = [
  [clock, source, 'const now = Date.now();', 'refused'],
  [clock, source, 'const now = new Date();', 'refused'],
  [clock, source, 'items.map(Date.now)', 'refused'],
  [clock, source, 'const day = new Date(text);', 'passes'],
  [clock, 'platform/src/clock.ts', 'new Date()', 'not looked at'],
  [clock, 'gateway/src/deadline.ts', 'Date.now()', 'not looked at'],
  [sizes, source, long(300), 'passes'],
  [sizes, source, long(301), 'refused'],
  [sizes, source, `${long(299)}\n// ${'wide '.repeat(30)}`, 'refused'],
  [sizes, 'schema/supergraph.graphql', long(301), 'not looked at'],
  [barrels, source, "export * from './one.ts';\nexport { two } from './two.ts';", 'refused'],
  [barrels, source, "import { one } from './one.ts';\nexport { one };", 'refused'],
  [barrels, source, "import { one } from './one.ts';\nexport const two = one;", 'passes'],
  [barrels, source, "import { one } from './one.ts';\none();", 'passes'],
  [suppressions, source, ['// biome', 'ignore lint: later'].join('-'), 'refused'],
  [suppressions, source, ['// @ts', 'ignore'].join('-'), 'refused'],
  [suppressions, source, ['// TO', 'DO: later'].join(''), 'refused'],
  [suppressions, source, '// ignores the time zone', 'passes'],
  [strangers, source, ['-----BEGIN', 'PRIVATE KEY-----'].join(' '), 'refused'],
  [strangers, '.env.example', ['SENDGRID_API_KEY=SG', 'a'.repeat(20), 'b'.repeat(20)].join('.'), 'refused'],
  [strangers, 'README.md', ['postgres://me', 'hunter2hunter2@db.school.org/x'].join(':'), 'refused'],
  [strangers, 'README.md', ['see ', 'home', 'ada', 'learnova'].join('/'), 'refused'],
  [strangers, 'package.json', ['https:/', 'registry.npmjs.org', 'x'].join('/'), 'refused'],
  [strangers, source, ['const url = `postgres://me:$', '{password}@host/x`;'].join(''), 'passes'],
  [descriptions, 'schema/graphs/users.graphql', '"A person." type Person { name: String }', 'refused'],
  [descriptions, 'schema/supergraph.graphql', '"A. For all." type A { "B." b: Int }', 'refused'],
  [descriptions, 'schema/supergraph.graphql', '"A." type A { "B. Seen by all." b: Int }', 'refused'],
  [
    descriptions,
    'schema/supergraph.graphql',
    '"A. Visible to all." type A { "B. Seen by all." b: Int }',
    'passes',
  ],
  [descriptions, 'schema/supergraph.graphql', 'enum join__Graph { USERS }', 'passes'],
  [descriptions, 'schema/graphs/users.graphql', 'type Query { "One." one: Int }', 'refused'],
  [
    descriptions,
    'schema/graphs/users.graphql',
    'type Query { "For all." one("Which." id: ID): Int }',
    'passes',
  ],
  [descriptions, 'schema/graphs/users.graphql', 'type Query { "For all." one(id: ID): Int }', 'refused'],
  [descriptions, 'schema/graphs/users.graphql', '"Kind." enum Kind { A "B." B }', 'refused'],
] as const;

it.each(
  shown.map(([check, path, text, expected]) => {
    const [start = ''] = text.slice(0, 50).split('\n');
    return { check, path, text, expected, start };
  }),
)('$check.name: `$start` in $path: $expected', ({ check, path, text, expected }) => {
  expect(verdict(check, path, text)).toBe(expected);
});

it('complete lock file: an optional package without an entry is missing, a nested or hoisted one is not', () => {
  const wants = {
    version: '1.0.0',
    optionalDependencies: { 'here-linux': '1.0.0', 'gone-darwin-arm64': '1.0.0' },
  };
  const hoisted = { 'node_modules/here': wants, 'node_modules/here-linux': {} };
  const nested = { 'node_modules/here': wants, 'node_modules/here/node_modules/here-linux': {} };
  for (const packages of [hoisted, nested]) {
    expect(missingFrom(packages).map(({ name }) => name)).toEqual(['gone-darwin-arm64']);
  }
});
