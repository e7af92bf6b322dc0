import { CourseEvaluation, type Open } from './support/evaluation.ts';
import { FeedbackSchool } from './support/school.ts';

interface Shown {
  readonly ballotCount: number;
  readonly questions: readonly {
    readonly answerCount: number | null;
    readonly counts: readonly number[];
    readonly mean: number | null;
    readonly texts: readonly string[];
  }[];
  readonly cuts: readonly { readonly choice: string; readonly ballotCount: number | null }[];
}

const question = 'question { id } answerCount counts mean texts';
const result = `result { ballotCount questions { ${question} } cuts { choice ballotCount questions { answerCount mean } } }`;

describe('results of an evaluation', () => {
  let school: FeedbackSchool;
  let course: CourseEvaluation;
  beforeAll(async () => {
    school = await FeedbackSchool.open();
    course = new CourseEvaluation(school);
  }, 60_000);
  afterAll(() => school?.close());

  /** Votes of the first so many, then the end of the window. */
  async function evaluated(votes: readonly (readonly [number, number?, string?])[]): Promise<Open> {
    const open = await course.open();
    for (const [n, answers] of votes.entries())
      await course.cast(await course.prepare(open, school.voters[n] ?? '', answers));
    return open;
  }

  const seen = async (by = school.teacher) =>
    (await course.ofSection<{ result: Shown | null }>(result, by))[0]?.result;

  test('are shown after the window, to who teaches or oversees the section, and to nobody else', async () => {
    const open = await evaluated(Array.from({ length: 6 }, (_, n) => [(n % 5) + 1, 0, `Say ${n}`]));
    expect(await seen()).toBeNull();
    await course.close(open);
    for (const by of [school.teacher, school.headOfDepartment, school.registrar, school.administrator]) {
      const shown = await seen(by);
      expect(shown).toMatchObject({ ballotCount: 6, cuts: [{ choice: 'mostly', ballotCount: 6 }, {}, {}] });
      expect(shown?.questions[0]).toMatchObject({ answerCount: 6, counts: [2, 1, 1, 1, 1], mean: 2.67 });
      expect(shown?.questions[2]?.texts.toSorted()).toEqual(Array.from({ length: 6 }, (_, n) => `Say ${n}`));
    }
    for (const by of [school.otherRegistrar, school.child, school.voters[0]])
      await expect(seen(by)).rejects.toThrow('FORBIDDEN');
    // Who is asked sees the form, and is told that the answers are for others.
    const mine = await course.open();
    const { errors } = await school.subgraph.as(school.voters[0]).run(
      `query ($id: UUID!) { _entities(representations: [{ __typename: "Viewer", id: $id }]) {
        ... on Viewer { evaluationsToAnswer { evaluation { id result { ballotCount } } } } } }`,
      { id: school.voters[0] },
    );
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    await course.close(mine);
  });

  test('four ballots are not even kept, and five are shown', async () => {
    const four = await evaluated([[1], [2], [3], [4]]);
    await course.close(four);
    expect(await seen()).toBeNull();
    const five = await evaluated([[1], [2], [3], [4], [5]]);
    await course.close(five);
    expect((await seen())?.ballotCount).toBe(5);
  });

  test('nobody is found by the difference of the whole and the groups that are shown', async () => {
    // Six come mostly, five seldom, one never: without the five, the one would be the whole less the six and the five.
    const votes: [number, number][] = [...Array(6).fill([5, 0]), ...Array(5).fill([4, 1]), [1, 2]];
    await course.close(await evaluated(votes));
    const shown = await seen();
    expect(shown?.ballotCount).toBe(12);
    expect(shown?.cuts.map(({ ballotCount }) => ballotCount)).toEqual([6, null, null]);
  });

  test('of a whole campaign are those of its evaluations that are kept, for who oversees it', async () => {
    const campaign = `query ($id: UUID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization {
      evaluationCampaigns { id state invitedCount respondedCount evaluations { nodes { id } } result { ballotCount questions { counts texts } cuts { choice } } } } } }`;
    const { _entities } = await school.subgraph
      .as(school.registrar)
      .data<{ _entities: { evaluationCampaigns: { result: Shown | null }[] }[] }>(campaign, {
        id: school.school,
      });
    const found = _entities[0]?.evaluationCampaigns ?? [];
    expect(found[0]).toMatchObject({ state: 'CLOSED', invitedCount: 12, respondedCount: 12 });
    expect(found[0]?.result).toMatchObject({ ballotCount: 12, cuts: [] });
    expect(found[0]?.result?.questions).toHaveLength(2);
    expect(await school.subgraph.as(school.teacher).code(campaign, { id: school.school })).toBe('FORBIDDEN');
  });

  test('the results of all evaluations of a section cost as many statements as those of one', async () => {
    const read = (selection: string) => school.statementsOf(() => course.ofSection(selection));
    const all = await read(`id title promise respondedCount questions { id } ${result}`);
    expect((await course.ofSection('id')).length).toBeGreaterThan(3);
    expect(all).toBeLessThan(14);
  });
});
