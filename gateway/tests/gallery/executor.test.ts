import { isDeepStrictEqual } from 'node:util';
import { testServers } from '@learnova/platform/testing/environment';
import fc from 'fast-check';
import { type ExecutionResult, parse, validate } from 'graphql';
import { answeredAtOnce, Gallery } from './gallery.ts';
import { type Asked, type Choose, OperationMaker } from './operations.ts';
import { itemOf } from './records.ts';
import { anyTrouble, mildTrouble } from './troubles.ts';

/** How many operations a test plays, and of how many fields, roughly. */
const { runs, fields } = { usual: { runs: 40, fields: 25 }, long: { runs: 4_000, fields: 60 } }[
  testServers().tier
];

jest.setTimeout(20 * 60_000);

let ours: Gallery;
let stock: Gallery;
beforeAll(async () => {
  ours = await Gallery.open('compiled');
  stock = await Gallery.open('apollo');
});

afterAll(() => Promise.all([ours.close(), stock.close()]));

/** Plays random operations, always the same ones. */
async function play(
  kind: 'query' | 'mutation' | 'subscription',
  check: (asked: Asked, choose: Choose) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(fc.gen(), async (generated) => {
    const choose: Choose = (count) => generated(fc.nat, count - 1);
    const asked = new OperationMaker(ours.schema, choose, fields).make(kind);
    // Two selections of one key may contradict each other; then it is no operation.
    fc.pre(validate(ours.schema, parse(asked.query)).length === 0);
    await check(asked, choose);
  });
  await fc.assert(property, { seed: 5, numRuns: kind === 'query' ? runs : Math.ceil(runs / 3) });
}

/**
 * Expects what a single schema gives, to the byte; or, of less, what stock gives. Of a field with `@requires` that is asked of one type
 * alone, the planner fetches what it requires for that type alone, and then what it fetches beside it for no other.
 */
async function expectWhole(query: string, found: unknown, whole: unknown, theirs: () => Promise<unknown>) {
  const mayBeLess = /\b(area|signature)\b/.test(query) && !isDeepStrictEqual(found, whole);
  if (mayBeLess && isDeepStrictEqual(found, await theirs())) return;
  expect(JSON.stringify(found)).toBe(JSON.stringify(whole));
}

/** Stock loses a `__typename` that bears another name in a fragment inside another. */
function withoutTypes(data: unknown): unknown {
  const isType = (value: unknown) => typeof value === 'string' && ours.schema.getType(value) !== undefined;
  return JSON.parse(JSON.stringify(data, (_key, value: unknown) => (isType(value) ? undefined : value)));
}

const pathsIn = ({ errors = [] }: ExecutionResult) => errors.map(({ path }) => JSON.stringify(path));

/** What stands at a path of an answer; undefined where the answer does not reach. */
function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

test('when nothing fails, the answer is the one that a single schema gives, to the byte', async () => {
  await play('query', async ({ query, variables }) => {
    const answer = await ours.ask(query, variables);
    const whole = await answeredAtOnce(ours.schema, query, variables);
    const theirs = await stock.askDecided(query, variables);
    await expectWhole(query, answer, whole, async () => theirs);
    expect(withoutTypes(await ours.askDecided(query, variables))).toEqual(withoutTypes(theirs));
  });
});

test('what fails is null and told at each of its places, as in a single schema', async () => {
  await play('query', async ({ query, variables }, choose) => {
    const trouble = mildTrouble(choose);
    const answer = await ours.ask(query, variables, trouble);
    const whole = await answeredAtOnce(ours.schema, query, variables, trouble);
    const theirs = async () => (await stock.askDecided(query, variables, trouble)).data;
    await expectWhole(query, answer.data, whole.data, theirs);
    expect(pathsIn(answer)).toEqual(expect.arrayContaining(pathsIn(whole)));
    // Beyond those: of what was fetched for a key, or for a type that the object turned out not to be.
    const further = answer.errors?.filter(({ path }) => !pathsIn(whole).includes(JSON.stringify(path))) ?? [];
    for (const { path } of further) expect(at(answer.data, path ?? [])).toBeUndefined();
  });
});

test('whatever goes wrong, the data are those of the stock executor, and a path leads to what is missing', async () => {
  await play('query', async ({ query, variables }, choose) => {
    const trouble = anyTrouble(choose);
    const answer = await ours.askDecided(query, variables, trouble);
    const theirs = await stock.askDecided(query, variables, trouble);
    expect(withoutTypes(answer.data)).toEqual(withoutTypes(theirs.data));
    expect(answer.errors === undefined).toBe(theirs.errors === undefined);
    for (const { path } of answer.errors ?? []) if (path) expect(at(answer.data, path) ?? null).toBeNull();
  });
});

test('mutations run one after the other, in the order asked, whichever services they are of', async () => {
  await play('mutation', async ({ query, variables }) => {
    const answer = await ours.ask(query, variables);
    expect(JSON.stringify(answer)).toBe(JSON.stringify(await answeredAtOnce(ours.schema, query, variables)));
  });
});

test('an event is completed as the same question would be answered', async () => {
  await play('subscription', async ({ query, variables }, choose) => {
    const changed = `w${1 + choose(5)}`;
    const trouble = anyTrouble(choose);
    const heard = await ours.hear(query, variables, changed);
    const rootValue = { workChanged: itemOf(changed) };
    const whole = await answeredAtOnce(ours.schema, query, variables, undefined, rootValue);
    await expectWhole(query, heard, whole, () => stock.hear(query, variables, changed));
    if (/@(skip|include)/.test(query) || /\b(rating|reviews|best)\b/.test(query)) return; // stock loses data there
    const { data } = await ours.hear(query, variables, changed, trouble);
    expect(data).toEqual((await stock.hear(query, variables, changed, trouble)).data);
  });
});
