import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { NotAnswered } from '@learnova/schema/asks/feedback';
import { OpenCampaign } from '@learnova/schema/jobs/feedback';
import { pino } from 'pino';
import { CourseEvaluation, castBallot } from './support/evaluation.ts';
import { FeedbackSchool } from './support/school.ts';

describe('a course evaluation in trouble', () => {
  let school: FeedbackSchool;
  let course: CourseEvaluation;
  const logged: string[] = [];
  beforeAll(async () => {
    school = await FeedbackSchool.open(
      pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    );
    course = new CourseEvaluation(school);
  }, 60_000);
  afterAll(() => school?.close());

  const voter = (n: number) => school.voters[n] ?? '';

  test('junk stops nobody, nor does a paper that is sent again and again: the measure is taken of good papers, each its own', async () => {
    const open = await course.open();
    const [one, other] = [
      await course.prepare(open, voter(0), [1]),
      await course.prepare(open, voter(1), [2]),
    ];
    const code = (input: object) => school.subgraph.as().code(castBallot, { input });
    const junk = { ...one, signature: one.paper };
    const codes = await Promise.all(Array.from({ length: 500 }, () => code(junk)));
    expect(new Set(codes)).toEqual(new Set(['FEEDBACK_PAPER_INVALID']));
    expect(await course.cast(one)).toBe(false);
    const again = await Promise.all(Array.from({ length: 60 }, () => code(one)));
    expect(new Set(again)).toEqual(new Set(['NO_ERROR', 'BUSY']));
    expect(await course.cast(other)).toBe(false);
    await course.close(open);
  });

  test('a pot that was damaged stops neither the other evaluations nor the end, and the office and the log say so', async () => {
    school.rosters.push({
      ...{ sectionId: school.secondSection, organizationId: school.department, studentIds: school.voters },
    });
    const open = await course.open();
    const inSecond = await course.ofSection<{ id: string }>('id', school.teacher, school.secondSection);
    for (const [n, by] of school.voters.entries())
      await course.cast(await course.prepare(open, by, [(n % 5) + 1]));
    await school.rows(
      "update feedback.ballot_pot set sealed = decode('00', 'hex') where evaluation_id = $1",
      [inSecond[0]?.id],
    );
    const lines = logged.length;
    await course.close(open);
    school.rosters.pop();
    expect(await stateOf(open.campaignId)).toBe('CLOSED');
    expect(logged.slice(lines).filter((line) => line.includes('FEEDBACK_POT_LOST'))).toHaveLength(1);
    const lostAsSeenBy = async (by: string) => (await campaignOf(open.campaignId, by))?.lostPotCount;
    for (const by of [school.registrar, school.administrator]) expect(await lostAsSeenBy(by)).toBe(1);
    for (const by of [school.teacher, voter(0), school.otherRegistrar])
      expect(await campaignOf(open.campaignId, by)).toBeUndefined();
    const [[kept], [lost]] = [
      await course.ofSection<object>('result { ballotCount }'),
      await course.ofSection<object>('result { ballotCount }', school.teacher, school.secondSection),
    ];
    expect([kept, lost]).toEqual([{ result: { ballotCount: 12 } }, { result: null }]);
    expect(
      await school.rows('select 1 from feedback.ballot_pot where evaluation_id = $1', [inSecond[0]?.id]),
    ).toEqual([]);
  });

  test('a campaign that is called off while it opens leaves nobody on a roll', async () => {
    const counts = () =>
      Promise.all(['evaluation', 'ballot_right', 'ballot_pot', 'ballot_key'].map((one) => school.count(one)));
    const before = await counts();
    const campaignId = await course.plan();
    const cancel = { campaignId, expectedVersion: 1 };
    const off = () => school.command('cancelEvaluationCampaign', cancel, 'campaign { id }', school.registrar);
    // Sections are being opened: the office calls it off before the first of them can be answered.
    school.meanwhile = () => off().then(() => undefined);
    await school.subgraph.carryOut(OpenCampaign, { campaignId });
    expect(await stateOf(campaignId)).toBe('CANCELLED');
    expect(await counts()).toEqual(before);
    await school.subgraph.carryOut(OpenCampaign, { campaignId });
    expect(await counts()).toEqual(before);
  });

  test('a worker that has another key throws no ballot away: it fails, and another one closes the campaign', async () => {
    const open = await course.open();
    for (const by of school.voters) await course.cast(await course.prepare(open, by, [4]));
    const settings = school.subgraph.request().settings as { BALLOT_KEY: KeyObject };
    const key = settings.BALLOT_KEY;
    settings.BALLOT_KEY = createSecretKey(randomBytes(32));
    await expect(course.close(open)).rejects.toThrow('BALLOT_KEY');
    expect(await stateOf(open.campaignId)).toBe('OPEN');
    settings.BALLOT_KEY = key;
    await course.close(open);
    const [shown] = await course.ofSection<object>('result { ballotCount }');
    expect(shown).toEqual({ result: { ballotCount: 12 } });
  });

  test('who has not answered is known to the roll while the window is open: by persons, page by page, and of no ballot', async () => {
    const open = await course.open();
    const ballot = await course.prepare(open, voter(0), [4]);
    await course.cast(ballot);
    await course.prepare(open, voter(1), [4]);
    const ask = (after: string | null, limit: number) =>
      school.subgraph.ask(NotAnswered, { campaignId: open.campaignId, after, limit });
    const missing = school.voters.slice(2).toSorted();
    const first = await ask(null, 4);
    expect(first).toEqual({ studentIds: missing.slice(0, 4) });
    expect(await ask(first.studentIds[3] ?? null, 100)).toEqual({ studentIds: missing.slice(4) });
    await course.close(open);
    expect(await ask(null, 100)).toEqual({ studentIds: [] });
  });

  async function campaignOf(id: string, by: string): Promise<{ lostPotCount: number } | undefined> {
    type Found = {
      _entities: ({ evaluationCampaigns: { id: string; lostPotCount: number }[] | null } | null)[];
    };
    const { data } = await school.subgraph
      .as(by)
      .run(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { evaluationCampaigns { id lostPotCount } } } }`,
        { r: [{ __typename: 'Organization', id: school.school }] },
      );
    const [found] = (data as Found | null)?._entities ?? [];
    return found?.evaluationCampaigns?.find((one) => one.id === id);
  }

  async function stateOf(campaignId: string): Promise<string | undefined> {
    const [row] = await school.rows<{ state: string }>(
      'select state from feedback.evaluation_campaign where id = $1',
      [campaignId],
    );
    return row?.state;
  }
});
