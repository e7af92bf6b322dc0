import { CourseEvaluation } from './support/evaluation.ts';
import { FeedbackSchool } from './support/school.ts';

const ofCampaign = `subscription ($id: UUID!) { it: evaluationCampaignChanged(campaignId: $id) {
  id state respondedCount invitedCount result { ballotCount } } }`;
const ofEvaluation = `subscription ($id: UUID!) { it: evaluationChanged(evaluationId: $id) {
  id state respondedCount invitedCount result { ballotCount } } }`;

interface Told {
  readonly name: string;
  readonly actor_id: string | null;
  readonly payload: object;
  readonly live: readonly { readonly topic: string }[];
}

describe('the response of a campaign', () => {
  let school: FeedbackSchool;
  let course: CourseEvaluation;
  beforeAll(async () => {
    school = await FeedbackSchool.open();
    course = new CourseEvaluation(school);
  }, 60_000);
  afterAll(() => school?.close());

  const voter = (n: number) => school.voters[n] ?? '';
  async function count(): Promise<void> {
    const { subgraph, handling } = school.subgraph.running;
    const schedule = subgraph.schedules.find(({ name }) => name === 'feedback.tell-responses');
    if (!schedule) throw new Error('there is no such schedule');
    await handling.runSchedule(schedule);
  }
  const told = (name = 'feedback.responses-counted') =>
    school.rows<Told>(
      'select name, actor_id, payload, live from feedback.outbox_message where name = $1 order by id',
      [name],
    );
  async function admission(by: string, subscription: string, id: string): Promise<string> {
    const { errors, extensions } = await school.subgraph.as(by).run(subscription, { id }, {});
    const { topic } = (extensions?.live ?? {}) as { topic?: string };
    return String(errors?.[0]?.extensions?.code ?? topic);
  }
  async function delivered(by: string, subscription: string, typename: string, id: string): Promise<unknown> {
    const pointer = { typename, key: { id }, version: 1, cursor: '7' };
    const { data, errors } = await school.subgraph.as(by).run(subscription, { id }, { pointer });
    return errors?.[0]?.extensions?.code ?? data?.it;
  }

  test('is told once a minute, of nobody: a paper that is taken or cast tells nothing by itself', async () => {
    const open = await course.open();
    const before = await school.count('outbox_message');
    for (const n of [0, 1]) await course.cast(await course.prepare(open, voter(n), [3]));
    expect(await school.count('outbox_message')).toBe(before);
    await Promise.all([count(), count()]);
    await count();
    const { campaignId, evaluationId } = open;
    const topics = [`feedback.campaign.${campaignId}`, `feedback.evaluation.${evaluationId}`];
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ actor_id: null, payload: { campaignId } });
    expect(event?.live.map(({ topic }) => topic)).toEqual(topics);
    for (const n of [0, 1]) expect(JSON.stringify(event)).not.toContain(voter(n));
    await course.prepare(open, voter(2), [3]);
    await count();
    expect(await told()).toHaveLength(2);
    await course.close(open);
    await count();
    expect(await told()).toHaveLength(2);
    expect(await school.count('told_response')).toBe(0);
    const [closed] = (await told('feedback.campaign-closed')).slice(-1);
    expect(closed?.live.map(({ topic }) => topic)).toEqual(topics);
  });

  test('is watched by the office and by who teaches the section, without an answer; by no voter and no neighbour', async () => {
    const open = await course.open();
    const { campaignId, evaluationId } = open;
    for (let n = 0; n < 6; n += 1) await course.cast(await course.prepare(open, voter(n), [3]));
    for (const by of [school.registrar, school.administrator])
      expect(await admission(by, ofCampaign, campaignId)).toBe(`feedback.campaign.${campaignId}`);
    for (const by of [school.teacher, school.headOfDepartment, school.registrar])
      expect(await admission(by, ofEvaluation, evaluationId)).toBe(`feedback.evaluation.${evaluationId}`);
    for (const by of [voter(0), school.child, school.guardian, school.otherRegistrar]) {
      expect(await admission(by, ofCampaign, campaignId)).toBe('NOT_FOUND');
      expect(await admission(by, ofEvaluation, evaluationId)).toBe('NOT_FOUND');
    }
    expect(await admission(school.teacher, ofCampaign, campaignId)).toBe('NOT_FOUND');

    const shown = { state: 'OPEN', respondedCount: 6, invitedCount: 12, result: null };
    expect(await delivered(school.registrar, ofCampaign, 'EvaluationCampaign', campaignId)).toEqual({
      ...{ id: campaignId, ...shown },
    });
    expect(await delivered(school.teacher, ofEvaluation, 'Evaluation', evaluationId)).toEqual({
      ...{ id: evaluationId, ...shown },
    });
    await course.close(open);
    expect(await delivered(school.teacher, ofEvaluation, 'Evaluation', evaluationId)).toMatchObject({
      ...{ state: 'CLOSED', respondedCount: 6, result: { ballotCount: 6 } },
    });
  });
});
