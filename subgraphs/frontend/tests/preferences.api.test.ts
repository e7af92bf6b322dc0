import { randomUUID } from 'node:crypto';
import { FrontendSchool } from './support/school.ts';

const fields = 'preferences { language theme timeZone version }';

describe('preferences', () => {
  let school: FrontendSchool;
  beforeAll(async () => {
    school = await FrontendSchool.open();
  });
  afterAll(() => school?.close());

  const set = (input: object, by = school.child) => school.command('setPreferences', input, fields, by);
  const of = async (personId: string, by = personId) =>
    (await school.entity<{ preferences: unknown }>('Viewer', personId, fields, by))?.preferences;
  const none = { language: null, theme: 'SYSTEM', timeZone: null, version: 0 };

  test('are the own ones, whether anything was chosen or not', async () => {
    expect(await of(school.guardian)).toEqual(none);
    await set({ language: 'de-AT', theme: 'DARK', timeZone: 'Europe/Vienna' });
    const chosen = { language: 'de-AT', theme: 'DARK', timeZone: 'Europe/Vienna', version: 1 };
    expect(await of(school.child)).toEqual(chosen);
    expect(await of(school.child, school.guardian)).toBeNull();
    expect(await school.refusal('setPreferences', { theme: 'DARK' }, fields)).toBe('UNAUTHENTICATED');
  });

  test('what is left out stays, and null takes a choice back', async () => {
    await set({ language: 'fr', theme: 'LIGHT' }, school.teacher);
    await set({ timeZone: 'Asia/Kolkata' }, school.teacher);
    expect(await of(school.teacher)).toEqual({
      ...{ language: 'fr', theme: 'LIGHT', timeZone: 'Asia/Kolkata', version: 2 },
    });
    await set({ language: null, theme: null, timeZone: null }, school.teacher);
    expect(await of(school.teacher)).toEqual({ ...none, version: 3 });
  });

  test.each([
    ['a language', { language: 'no language at all' }],
    ['a time zone', { timeZone: 'Europe/Nowhere' }],
    ['a theme', { theme: 'PINK' }],
  ])('that are no %s are refused', async (_what, input) => {
    expect(await school.refusal('setPreferences', input, fields, school.kin)).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  test('set at once from two devices are both kept, and the second click of one is not another change', async () => {
    await Promise.all([set({ theme: 'DARK' }, school.head), set({ language: 'en' }, school.head)]);
    expect(await of(school.head)).toMatchObject({ theme: 'DARK', language: 'en', version: 2 });
    const idempotencyKey = randomUUID();
    for (let n = 0; n < 2; n += 1) await set({ theme: 'LIGHT', idempotencyKey }, school.head);
    expect(await of(school.head)).toMatchObject({ theme: 'LIGHT', version: 3 });
  });
});
