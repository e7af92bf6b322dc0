import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

async function found(who: Name, text: string, first = 50): Promise<string[]> {
  const selection = `findSections(text: ${JSON.stringify(text)}, first: ${first}) { id title }`;
  const viewer = (await entity(school.as(ids[who]), ['Viewer', ids[who]], selection)) as {
    findSections: { title: string }[];
  };
  return viewer.findSections.map(({ title }) => title);
}

describe('sections are found', () => {
  test('by the beginnings of words of their title, whatever the case and the marks', async () => {
    expect(await found('registrar', 'bio')).toContain('Biology 7a');
    expect(await found('registrar', '7A bióL')).toEqual(['Biology 7a']);
    expect(await found('registrar', 'ology')).toEqual([]);
  });

  test('by title and code of their course', async () => {
    const all = await found('registrar', 'BIO-7');
    expect(all.length).toBeGreaterThan(1);
    expect(all).toEqual(all.toSorted());
    expect(await found('registrar', 'BIO-7', 1)).toEqual(all.slice(0, 1));
  });

  test.each([
    ...(['teacher', 'chemist', 'historian', 'formerTeacher', 'comingTeacher', 'stranger'] as const),
    ...(['registrar', 'administrator', 'head', 'artsHead', 'foreignRegistrar', 'plainTeacher'] as const),
    ...(['anna', 'bert', 'former', 'coming', 'idle', 'foreigner', 'mother', 'uncle'] as const),
  ])('by %s only where they may be seen, and then all of them', async (who) => {
    const seen: string[] = [];
    for (const name of ['biology', 'chemistry', 'history', 'latin', 'foreign'] as const) {
      const section = await entity(school.as(ids[who]), ['Section', ids[name]], 'title');
      if (section) seen.push((section as { title: string }).title);
    }
    expect(await found(who, 'biology')).toEqual(seen.toSorted());
  });

  test.each([
    ['a', 10],
    ['', 10],
    [' %% ', 10],
    ['x'.repeat(101), 10],
    ['bio', 0],
    ['bio', 51],
  ])('not by %j, %i at a time', async (text, first) => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer {
      findSections(text: ${JSON.stringify(text)}, first: ${first}) { id } } } }`;
    const r = [{ __typename: 'Viewer', id: ids.registrar }];
    expect(await school.as(ids.registrar).code(query, { r })).toBe('BAD_USER_INPUT');
  });

  test('for nobody else', async () => {
    const selection = 'findSections(text: "bio") { id }';
    const other = await entity(school.as(ids.teacher), ['Viewer', ids.registrar], selection);
    expect((other as { findSections: unknown } | null)?.findSections ?? null).toBeNull();
  });
});
