import { randomUUID } from 'node:crypto';
import { FeedbackSchool } from './support/school.ts';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly subject: string;
  readonly replies: readonly { readonly kind: string; readonly body: string }[];
}

const fields = 'feedbackItem { id state version subject replies { kind body } }';

describe('feedback to the school', () => {
  let school: FeedbackSchool;
  beforeAll(async () => {
    school = await FeedbackSchool.open();
  }, 60_000);
  afterAll(() => school?.close());

  const give = (by: string, organizationId = school.school, more: object = {}) =>
    school.command<{ feedbackItem: Item }>(
      'giveFeedback',
      { organizationId, category: 'FACILITIES', subject: 'A tap', body: 'It drips.', ...more },
      fields,
      by,
    );
  const step = (name: string, item: Item, text: object, by: string) =>
    school.command<{ feedbackItem: Item }>(
      name,
      { feedbackItemId: item.id, expectedVersion: item.version, ...text },
      fields,
      by,
    );

  test('is answered, opened again by who gave it, and resolved, each step once', async () => {
    const given = (await give(school.guardian)).feedbackItem;
    expect(given).toMatchObject({ state: 'OPEN', version: 1, subject: 'A tap', replies: [] });
    const key = { idempotencyKey: randomUUID() };
    const answer = { body: 'Thank you.', ...key };
    const answered = (await step('replyToFeedback', given, answer, school.registrar)).feedbackItem;
    expect(answered).toMatchObject({ state: 'ANSWERED', version: 2 });
    // The second click, and the try after a lost reply.
    expect((await step('replyToFeedback', given, answer, school.registrar)).feedbackItem).toEqual(answered);
    const resolved = (
      await step('resolveFeedback', answered, { resolution: 'Repaired.' }, school.administrator)
    ).feedbackItem;
    expect(resolved).toMatchObject({ state: 'RESOLVED', version: 3 });
    const again = (await step('replyToFeedback', resolved, { body: 'It drips again.' }, school.guardian))
      .feedbackItem;
    expect(again).toMatchObject({ state: 'OPEN', version: 4 });
    expect(again.replies.map(({ kind, body }) => [kind, body])).toEqual([
      ['REPLY', 'Thank you.'],
      ['RESOLUTION', 'Repaired.'],
      ['REPLY', 'It drips again.'],
    ]);
  });

  test('is given by who belongs to the organization, above it and below it, and by nobody else', async () => {
    for (const by of [school.child, school.guardian, school.teacher, school.registrar])
      expect((await give(by)).feedbackItem.state).toBe('OPEN');
    expect((await give(school.teacher, school.department)).feedbackItem.state).toBe('OPEN');
    expect((await give(school.child, school.institution)).feedbackItem.state).toBe('OPEN');
    const input = { category: 'OTHER', subject: 'S', body: 'B' };
    const refused = (by: string, organizationId: string) =>
      school.refusal('giveFeedback', { ...input, organizationId }, fields, by);
    expect(await refused(school.child, school.otherSchool)).toBe('FORBIDDEN');
    expect(await refused(school.guardian, school.otherSchool)).toBe('FORBIDDEN');
    expect(await refused(randomUUID(), school.school)).toBe('FORBIDDEN');
    expect(await refused(school.child, randomUUID())).toBe('NOT_FOUND');
  });

  test('is seen by who gave it and by the office, and does not exist for anybody else', async () => {
    const { feedbackItem } = await give(school.guardian);
    const to = { feedbackItemId: feedbackItem.id, expectedVersion: 1 };
    for (const by of [school.teacher, school.child, school.otherRegistrar, randomUUID()]) {
      expect(await school.refusal('replyToFeedback', { ...to, body: 'B' }, fields, by)).toBe('NOT_FOUND');
      expect(await school.refusal('resolveFeedback', { ...to, resolution: 'R' }, fields, by)).toBe(
        'NOT_FOUND',
      );
    }
    expect(await school.refusal('resolveFeedback', { ...to, resolution: 'R' }, fields, school.guardian)).toBe(
      'FORBIDDEN',
    );
    // Who oversees the department alone hears what was told to the department.
    const below = (await give(school.child, school.department)).feedbackItem;
    const answered = await step('replyToFeedback', below, { body: 'B' }, school.headOfDepartment);
    expect(answered.feedbackItem.state).toBe('ANSWERED');
  });

  test('bad input is refused by name, and leaves nothing behind', async () => {
    const before = await school.count('feedback_item');
    const refused = (more: object) =>
      school.refusal(
        'giveFeedback',
        { organizationId: school.school, category: 'OTHER', subject: 'S', body: 'B', ...more },
        fields,
        school.child,
      );
    for (const more of [{ subject: ' ' }, { subject: 'x'.repeat(121) }, { body: '' }, { body: 'a\0b' }])
      expect(await refused(more)).toBe('BAD_USER_INPUT');
    expect(await refused({ body: 'x'.repeat(4_001) })).toBe('BAD_USER_INPUT');
    expect(await school.count('feedback_item')).toBe(before);
    const { feedbackItem } = await give(school.child);
    const stale = { feedbackItemId: feedbackItem.id, expectedVersion: 7, body: 'B' };
    expect(await school.refusal('replyToFeedback', stale, fields, school.registrar)).toBe('FEEDBACK_CHANGED');
  });

  test('two who resolve it at once: one does', async () => {
    const { feedbackItem } = await give(school.child);
    const input = { feedbackItemId: feedbackItem.id, expectedVersion: 1, resolution: 'Done.' };
    const codes = await Promise.all(
      [school.registrar, school.administrator].map((by) =>
        school.refusal('resolveFeedback', input, fields, by),
      ),
    );
    expect(codes.toSorted()).toEqual(['FEEDBACK_CHANGED', 'NO_ERROR']);
  });

  test('what was said stands in one place, that can be erased: not in audit, outbox or idempotency', async () => {
    await give(school.child, school.school, { subject: 'Swordfish', body: 'Swordfish' });
    expect(await school.tablesWith('Swordfish')).toEqual(['feedback_text']);
  });

  test('a hundred of them cost as many statements as one', async () => {
    const query = `query ($id: UUID!, $first: Int!) { _entities(representations: [{ __typename: "Organization", id: $id }]) {
      ... on Organization { feedback(first: $first) { nodes { id subject body author { id } replies { body } } } } } }`;
    const read = (first: number) =>
      school.statementsOf(() =>
        school.subgraph.as(school.administrator).data(query, { id: school.institution, first }),
      );
    for (let n = 0; n < 12; n += 1) await give(school.child);
    const [few, many] = [await read(18), await read(40)];
    expect(many).toBe(few);
    expect(many).toBeLessThan(8);
  });
});
