import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAccepted } from '../../scripts/delivery/schema/accepted.ts';
import { apiSchemaOf } from '../../scripts/delivery/schema/api-schema.ts';
import { judge, told } from '../../scripts/delivery/schema/verdict.ts';

const committed = readFileSync(
  fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url)),
  'utf8',
);
const before = apiSchemaOf(committed);
const none = { before: [], after: [] };

/** The committed graph with one place of its text changed. */
function changed(from: RegExp, to: string) {
  const text = committed.replace(from, to);
  if (text === committed) throw new Error(`the supergraph has no ${String(from)}`);
  return apiSchemaOf(text);
}

const withoutTitle = () =>
  changed(
    / {2}"{3}\n {2}What the section is called, such as Biology[^"]*"{3}\n {2}title: String![^\n]*\n/,
    '',
  );
const sentence = "Field 'title' was removed from object type 'Section'";
const record = { change: sentence, why: 'Sections are called by their code from now on.', release: '0.2.0' };

it('clients see no machinery of the federation', () => {
  expect(before.getType('join__Graph')).toBeUndefined();
  expect(before.getType('Section')).toBeDefined();
});

it('the same graph is the same', async () => {
  expect(told(await judge(before, apiSchemaOf(committed), none))).toBe('The graph is the same.');
});

it('a field that is taken away is refused while nobody has answered for it', async () => {
  const verdict = await judge(before, withoutTitle(), none);
  expect(verdict.refused.map(({ message }) => message)).toEqual([sentence]);
  expect(told(verdict)).toContain('Breaking, and not recorded (1)');
});

it('a recorded change is accepted, and told with its reason and release', async () => {
  const verdict = await judge(before, withoutTitle(), { before: [], after: [record] });
  expect(verdict.refused).toEqual([]);
  expect(told(verdict)).toContain('**In 0.2.0:** Sections are called by their code from now on.');
});

it('a record that was there before its change accepts nothing more', async () => {
  const verdict = await judge(before, withoutTitle(), { before: [record], after: [record] });
  expect(verdict.refused.map(({ message }) => message)).toEqual([sentence]);
});

it('a record of another change accepts nothing', async () => {
  const other = { ...record, change: "Field 'code' was removed from object type 'Section'" };
  expect((await judge(before, withoutTitle(), { before: [], after: [other] })).refused).toHaveLength(1);
});

it('another description is harmless and listed, a new enum value is dangerous and listed', async () => {
  const after = changed(
    /(enum RegisterStatus\b[^{]*\{)/,
    '$1\n  "Lost by the office."\n  LOST @join__enumValue(graph: ATTENDANCE)\n',
  );
  const verdict = await judge(before, after, none);
  expect(verdict.refused).toEqual([]);
  expect(told(verdict)).toMatch(/Dangerous \(1\)\n\n- Enum value 'LOST' was added/);
  const worded = await judge(
    before,
    changed(/"""[^"]+"""(\s*)type Section\b/, '"""Said otherwise. Seen by all."""$1type Section'),
    none,
  );
  expect(told(worded)).toMatch(/Harmless \(1\)\n\n- Description .* on type 'Section' has changed/s);
});

it.each([
  ['no list', '{}'],
  ['no JSON', 'change'],
  ['a change without a reason', JSON.stringify([{ change: sentence, why: '', release: '0.2.0' }])],
  ['a release that is none', JSON.stringify([{ ...record, release: 'soon' }])],
])('the record is refused with a sentence where it is %s', (_what, text) => {
  expect(() => readAccepted(text)).toThrow('schema/accepted-changes.json is no list');
});

it('the record in the repository can be read', () => {
  const file = fileURLToPath(new URL('../../schema/accepted-changes.json', import.meta.url));
  expect(readAccepted(readFileSync(file, 'utf8'))).toEqual(expect.any(Array));
});
