import { randomUUID } from 'node:crypto';
import { CloseCampaign, OpenCampaign } from '@learnova/schema/jobs/feedback';
import { pino } from 'pino';
import { drawPaper } from '../../../tests/kit/voter.ts';
import { CourseEvaluation, castBallot, type Open } from './support/evaluation.ts';
import { commandOf, FeedbackSchool } from './support/school.ts';

const takeBallotPaper = commandOf('takeBallotPaper', 'blindSignature');

describe('a course evaluation', () => {
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

  const takes = (by: string, evaluationId: string, blindedPaper: string) =>
    school.subgraph.as(by).code(takeBallotPaper, { input: { evaluationId, blindedPaper } });
  const voter = (n: number) => school.voters[n] ?? '';

  test('asks who is enrolled in a section that is large enough, in its window, and nobody else', async () => {
    const open = await course.open();
    const { evaluationId } = open;
    expect(await course.ofSection('id', school.administrator, school.smallSection)).toEqual([]);
    const asked = `query ($id: UUID!) { _entities(representations: [{ __typename: "Viewer", id: $id }]) {
      ... on Viewer { evaluationsToAnswer { isPaperTaken evaluation { id promise questions { text } respondedCount invitedCount } } } } }`;
    const [viewer] = (
      await school.subgraph.as(voter(0)).data<{ _entities: object[] }>(asked, { id: voter(0) })
    )._entities;
    expect(viewer).toMatchObject({
      evaluationsToAnswer: [
        { isPaperTaken: false, evaluation: { id: evaluationId, invitedCount: 12, respondedCount: 0 } },
      ],
    });
    expect(JSON.stringify(viewer)).toContain('not even kept');
    const { blindedPaper } = await drawPaper(open.publicKey);
    for (const by of [school.teacher, school.registrar, school.child, randomUUID()])
      expect(await takes(by, evaluationId, blindedPaper)).toBe('NOT_FOUND');
    expect(await takes(voter(0), evaluationId, blindedPaper)).toBe('NO_ERROR');
    // The same again, after a lost answer; another one not.
    expect(await takes(voter(0), evaluationId, blindedPaper)).toBe('NO_ERROR');
    const another = (await drawPaper(open.publicKey)).blindedPaper;
    expect(await takes(voter(0), evaluationId, another)).toBe('FEEDBACK_PAPER_TAKEN');
    for (const none of ['', 'AAAA', Buffer.alloc(256, 255).toString('base64')])
      expect(await takes(voter(1), evaluationId, none)).toBe('BAD_USER_INPUT');
    const [after] = await course.ofSection<object>('respondedCount invitedCount result { ballotCount }');
    expect(after).toEqual({ respondedCount: 1, invitedCount: 12, result: null });
    await course.close(open);
    expect(await takes(voter(1), evaluationId, another)).toBe('NOT_FOUND');
  });

  test('a ballot is cast by its paper alone: without a bearer, once, with answers to what is asked', async () => {
    const open = await course.open();
    const ballot = await course.prepare(open, voter(0), [4, 0, 'More light.']);
    const code = (input: object, by?: string) => school.subgraph.as(by).code(castBallot, { input });
    expect(await code(ballot, voter(0))).toBe('FEEDBACK_BALLOT_SIGNED_IN');
    expect(await code(ballot, school.administrator)).toBe('FEEDBACK_BALLOT_SIGNED_IN');
    const forged = [
      { ...ballot, signature: ballot.paper },
      { ...ballot, paper: Buffer.alloc(64).toString('base64') },
      { ...ballot, paper: '', signature: '' },
    ];
    for (const input of forged) expect(await code(input)).toBe('FEEDBACK_PAPER_INVALID');
    expect(await code({ ...ballot, evaluationId: randomUUID() })).toBe('NOT_FOUND');
    const [rating, choice, text] = open.questions.map(({ id }) => id);
    const bad: object[][] = [
      [],
      [{ questionId: randomUUID(), rating: 1 }],
      [{ questionId: rating, rating: 0 }],
      [{ questionId: rating, rating: 6 }],
      [{ questionId: rating, rating: 3, text: 'x' }],
      [{ questionId: rating, text: 'x' }],
      [
        { questionId: rating, rating: 3 },
        { questionId: rating, rating: 3 },
      ],
      [{ questionId: choice, choice: 3 }],
      [{ questionId: text, text: ' ' }],
      [{ questionId: text, text: 'x'.repeat(2_001) }],
      [{ questionId: text, text: '\u{1F600}'.repeat(1_000) }],
    ];
    for (const answers of bad) expect(await code({ ...ballot, answers })).toBe('BAD_USER_INPUT');
    expect(await course.cast(ballot)).toBe(false);
    // The second click; and another ballot on the same paper, of which the first stands.
    expect(await course.cast(ballot)).toBe(true);
    expect(await course.cast({ ...ballot, answers: [{ questionId: rating, rating: 1 }] })).toBe(true);
    await course.close(open);
    expect(await code(ballot)).toBe('FEEDBACK_EVALUATION_CLOSED');
    // One ballot is fewer than the threshold: nothing of it is kept, and nothing shown.
    expect(
      await school.rows('select 1 from feedback.ballot where evaluation_id = $1', [open.evaluationId]),
    ).toEqual([]);
    const [shown] = await course.ofSection<object>('respondedCount result { ballotCount }');
    expect(shown).toEqual({ respondedCount: 1, result: null });
  });

  test('all who cast at once, some of them twice, are counted once each', async () => {
    const open = await course.open();
    const ballots = [];
    for (const [n, by] of school.voters.entries())
      ballots.push(await course.prepare(open, by, [(n % 5) + 1]));
    const done = await Promise.all([...ballots, ...ballots].map((ballot) => course.cast(ballot)));
    expect(done.filter((wasCastBefore) => !wasCastBefore)).toHaveLength(ballots.length);
    await course.close(open);
    const [shown] = await course.ofSection<{ result: { ballotCount: number } }>('result { ballotCount }');
    expect(shown?.result.ballotCount).toBe(ballots.length);
  });

  test('a ballot leaves the pot, and the pot alone: no row, time, name or log line, and no length', async () => {
    const open = await course.open();
    const [short, long] = [
      await course.prepare(open, voter(0), [5]),
      await course.prepare(open, voter(1), [1, 1, 'A long word about all of it. '.repeat(30)]),
    ];
    await course.cast(await course.prepare(open, voter(2), [3]));
    const before = await snapshot();
    const lines = logged.length;
    await course.cast(short);
    const between = await snapshot();
    await course.cast(long);
    const after = await snapshot();
    expect(changed(before, between)).toEqual(['ballot_pot']);
    expect(changed(between, after)).toEqual(['ballot_pot']);
    expect(logged.slice(lines)).toEqual([]);
    const length = (rows: ReadonlyMap<string, string>) => rows.get('ballot_pot')?.length ?? 0;
    expect(length(after) - length(between)).toBe(length(between) - length(before));
    await course.close(open);
  });

  test('of a campaign that has ended nothing tells when a ballot was cast, in which order or by whom', async () => {
    const open = await course.open();
    const order: string[] = [];
    for (const [n, by] of school.voters.entries()) {
      const words = `Word ${n}`;
      order.push(words);
      await course.cast(await course.prepare(open, by, [3, undefined, words]));
    }
    expect(await school.tablesWith('Word 7')).toEqual([]);
    await course.close(open);
    expect(await school.tablesWith('Word 7')).toEqual(['ballot']);
    const stored = await school.rows<{ id: string; words: string; tx: string; version: string }>(
      `select id, answers ->> $2 as words, xmin::text as tx, substr(id::text, 15, 1) as version
       from feedback.ballot where evaluation_id = $1 order by ctid`,
      [open.evaluationId, open.questions[2]?.id],
    );
    expect(stored.map(({ words }) => words).toSorted()).toEqual(order.toSorted());
    // Drawn at random: a time-ordered id would be a clock.
    expect(new Set(stored.map(({ version }) => version))).toEqual(new Set(['4']));
    expect(stored.map(({ words }) => words)).not.toEqual(order);
    expect(stored.map(({ id }) => id)).toEqual(stored.map(({ id }) => id).toSorted());
    expect(new Set(stored.map(({ tx }) => tx)).size).toBe(1);
    const columns = await school.rows<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'feedback' and table_name = 'ballot' order by name",
    );
    expect(columns.map(({ name }) => name)).toEqual(['answers', 'evaluation_id', 'id']);
    for (const table of ['ballot_right', 'ballot_pot', 'ballot_key'])
      expect(
        await school.rows(`select 1 from feedback.${table} where evaluation_id = $1`, [open.evaluationId]),
      ).toEqual([]);
  });

  test('a window opens and closes once, whichever try does it, and not before its hour', async () => {
    const now = await school.subgraph.request().now();
    const opensAt = new Date(now.getTime() + 60_000);
    const campaignId = await course.plan({ opensAt });
    await school.subgraph.carryOut(OpenCampaign, { campaignId });
    expect(await stateOf(campaignId)).toBe('PLANNED');
    await school.subgraph.advance(60_000);
    await school.subgraph.carryOut(OpenCampaign, { campaignId });
    await school.subgraph.carryOut(OpenCampaign, { campaignId });
    expect(await stateOf(campaignId)).toBe('OPEN');
    expect(
      await school.rows('select 1 from feedback.evaluation where campaign_id = $1', [campaignId]),
    ).toHaveLength(1);
    await school.subgraph.carryOut(CloseCampaign, { campaignId });
    expect(await stateOf(campaignId)).toBe('OPEN');
    await course.close({ campaignId });
    await school.subgraph.carryOut(CloseCampaign, { campaignId });
    expect(await stateOf(campaignId)).toBe('CLOSED');
  });

  test('a campaign that has not begun is called off, and one that has is not', async () => {
    const cancel = (campaignId: string, expectedVersion: number) =>
      school.refusal(
        'cancelEvaluationCampaign',
        { campaignId, expectedVersion },
        'campaign { state }',
        school.registrar,
      );
    const planned = await course.plan();
    expect(await cancel(planned, 9)).toBe('FEEDBACK_CHANGED');
    expect(await cancel(planned, 1)).toBe('NO_ERROR');
    await school.subgraph.carryOut(OpenCampaign, { campaignId: planned });
    expect(await stateOf(planned)).toBe('CANCELLED');
    const open: Open = await course.open();
    expect(await cancel(open.campaignId, 2)).toBe('FEEDBACK_CAMPAIGN_BEGUN');
    await course.close(open);
  });

  test('a threshold below five, a window that is over, or a questionnaire of somebody else is refused', async () => {
    const now = await school.subgraph.request().now();
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    for (const more of [
      { threshold: 4 },
      { threshold: 101 },
      { opensAt: at(2), closesAt: at(1) },
      { opensAt: at(-2), closesAt: at(-1) },
      { opensAt: at(0), closesAt: at(600_000) },
      { questionnaireId: randomUUID() },
      { academicSessionId: randomUUID() },
      { title: ' ' },
    ])
      await expect(course.plan(more)).rejects.toThrow('BAD_USER_INPUT');
    for (const by of [school.teacher, school.headOfDepartment, school.child])
      expect(
        await school.refusal(
          'createQuestionnaire',
          { organizationId: school.department, title: 'T', questions: [{ kind: 'RATING', text: 'T' }] },
          'questionnaire { id }',
          by,
        ),
      ).toBe('FORBIDDEN');
  });

  async function stateOf(campaignId: string): Promise<string | undefined> {
    const [row] = await school.rows<{ state: string }>(
      'select state from feedback.evaluation_campaign where id = $1',
      [campaignId],
    );
    return row?.state;
  }

  /** Every row of feedback, by table. */
  async function snapshot(): Promise<Map<string, string>> {
    const tables = await school.rows<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'feedback'",
    );
    const rows = new Map<string, string>();
    for (const { name } of tables) {
      const [all] = await school.rows<{ text: string }>(
        `select coalesce(string_agg(t::text, '|' order by t::text), '') as text from feedback.${name} t`,
      );
      rows.set(name, all?.text ?? '');
    }
    return rows;
  }

  function changed(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
    return [...other.keys()].filter((name) => one.get(name) !== other.get(name));
  }
});
