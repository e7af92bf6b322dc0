import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '@learnova/gateway';
import { silent } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';

/**
 * A line of text asked for eight million marks, and another, of a kilobyte, for thirty thousand fields: both were within
 * every limit. Small operations ask for a lot by pages within pages, and by fragments that are used twice at each step.
 */
let gateway: Gateway;
let asked = 0;
beforeAll(async () => {
  const supergraph = new URL('../../schema/supergraph.graphql', import.meta.url);
  gateway = await createGateway({
    supergraphSdl: await readFile(supergraph, 'utf8'),
    endpoints: () => ({
      graphql: async () => {
        asked += 1;
        return { data: {} };
      },
    }),
    log: silent,
    metrics: createMetrics(),
  });
  await gateway.listen(0);
});
afterAll(() => gateway.close());

/** The code by which the gateway refuses; none where the services were asked. */
async function refusal(query: string): Promise<string | undefined> {
  asked = 0;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  if (asked > 0) return undefined;
  return errors?.[0]?.extensions.code;
}

const id = '"018f0000-0000-7000-8000-000000000000"';

/** Students of a page, with what is read of each. */
const students = (first: number, fields: string) =>
  `{ organization(id: ${id}) { students(first: ${first}) { nodes { ${fields} } } } }`;

test('pages within pages are refused when they multiply to millions', async () => {
  const marks = (inner: string) => `attendance(first: 200) { nodes { ${inner} } }`;
  const nested = marks(`student { ${marks(`student { ${marks('id')} }`)} }`);
  expect(await refusal(`{ student(id: ${id}) { ${nested} } }`)).toBe('NODE_LIMIT');
  const round = students(
    200,
    'organization { students(first: 200) { nodes { organization { students { nodes { id } } } } } }',
  );
  expect(await refusal(round)).toBe('NODE_LIMIT');
});

test('a page of two hundred students with fifty marks of each is allowed', async () => {
  const screen = 'enrollments { section { id } } attendance(first: 50) { nodes { id } }';
  expect(await refusal(students(200, screen))).toBeUndefined();
});

test('fragments that double at each step are refused before they are planned', async () => {
  const steps = 12;
  const doubling = Array.from(
    { length: steps },
    (_, n) => `fragment F${n} on Organization { parent { ...F${n + 1} } children { ...F${n + 1} } }`,
  );
  const query = `{ organization(id: ${id}) { ...F0 } } ${doubling.join(' ')} fragment F${steps} on Organization { id name }`;
  expect(await refusal(query)).toBe('FIELD_LIMIT');
});
