import { newId } from '@learnova/platform/ids';
import { FeedbackSchool } from '../../subgraphs/feedback/tests/support/school.ts';

let school: FeedbackSchool;
beforeAll(async () => {
  school = await FeedbackSchool.open();
}, 60_000);
afterAll(() => school?.close());

test('of two commands in one document each bears its own time', async () => {
  const document = `mutation ($one: GiveFeedbackInput!, $other: GiveFeedbackInput!) {
    one: giveFeedback(input: $one) { feedbackItem { id } }
    other: giveFeedback(input: $other) { feedbackItem { id } } }`;
  const given = (subject: string) => ({
    ...{ organizationId: school.school, category: 'FACILITIES', subject, body: 'It drips.' },
    idempotencyKey: newId(),
  });
  await school.subgraph
    .as(school.registrar)
    .data(document, { one: given('A tap'), other: given('Another tap') });
  const times = await school.rows<{ at: Date }>(
    'select given_at as at from feedback.feedback_item order by id',
  );
  expect(times).toHaveLength(2);
  expect(times[1]?.at.getTime()).toBeGreaterThan(times[0]?.at.getTime() ?? 0);
});
