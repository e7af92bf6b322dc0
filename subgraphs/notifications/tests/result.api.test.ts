import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { ResultAmended, ResultPublished } from '@learnova/schema/events/assessments';
import { date } from './support/neighbours.ts';
import { School } from './support/school.ts';

let school: School;
let [ada, alan, mother, aunt] = ['', '', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

const sectionId = newId();
const resultOf = (studentId: string) => ({ resultId: newId(), sectionId, studentId });
let [hers, his] = [resultOf(''), resultOf('')];

beforeEach(() => {
  school.given.length = 0;
  [ada, alan, mother, aunt] = ['Ada Byron', 'Alan Turing', 'Mother', 'Aunt'].map((name) =>
    school.person(name, `${newId()}@example.test`),
  ) as [string, string, string, string];
  school.guards(mother, ada);
  school.guards(aunt, ada, { recordsAccess: false });
  [hers, his] = [resultOf(ada), resultOf(alan)];
  school.results.splice(0, school.results.length, hers, his);
  school.held.clear();
});

type Result = ReturnType<typeof resultOf>;
const event = (...results: Result[]) => ({
  id: newId(),
  organizationId: school.organizationId,
  occurredAt: `${date}T20:00:00.000Z`,
  payload: { results },
});
type Event = ReturnType<typeof event>;
const hearPublished = (told: Event) =>
  school.subgraph.react('notifications.hear-result-published', ResultPublished, told);
const hearAmended = (told: Event) =>
  school.subgraph.react('notifications.hear-result-amended', ResultAmended, told);
/** Heard, and told after a moment. */
const published = async (told: Event) => {
  await hearPublished(told);
  await school.tellResults();
};
const amended = async (told: Event) => {
  await hearAmended(told);
  await school.tellResults();
};
const kinds = async (...people: string[]) =>
  Promise.all(people.map(async (who) => (await school.inbox(who)).map(({ kind }) => kind)));
/** As the person sees it, newest first. */
async function inboxOf(personId: string) {
  const { _entities } = await school.subgraph
    .as(personId)
    .data<{ _entities: { inbox: { nodes: { title: string; body: string }[] } }[] }>(
      `{ _entities(representations: [{ __typename: "Viewer", id: "${personId}" }]) {
        ... on Viewer { inbox { nodes { title body } } } } }`,
    );
  return _entities[0]?.inbox.nodes;
}
/** The office holds it back, or does no longer. */
const withhold = (result: Result) => school.results.splice(school.results.indexOf(result), 1);

describe('A result that was published', () => {
  it('is told to the student and to guardians with access, by section, and never what it is', async () => {
    await published(event(hers, his));
    await school.deliver();
    expect(await kinds(ada, mother, alan, aunt)).toEqual([
      ['RESULT_PUBLISHED'],
      ['RESULT_PUBLISHED'],
      ['RESULT_PUBLISHED'],
      [],
    ]);
    const [toHer, toMother] = [school.mailsTo(ada)[0], school.mailsTo(mother)[0]];
    expect(toHer?.subject).toBe('A result was published');
    expect(toHer?.text).toBe(
      [
        'Dear Ada Byron,\n\nA result was published:\n\n- Mathematics 1a\n\n',
        'Sign in to read it. Questions are for the teacher of the section.\n',
      ].join(''),
    );
    expect(toMother?.text).toContain('- Ada Byron, Mathematics 1a');
    expect(school.mailsTo(alan)[0]?.text).not.toContain('Ada');
    expect(school.mailsTo(aunt)).toEqual([]);
  });

  it('is told once: heard twice, twice at once, and by another event that lets it be seen again', async () => {
    const told = event(hers);
    await Promise.all([hearPublished(told), hearPublished(told), hearPublished(event(hers))]);
    await hearPublished(told);
    await Promise.all([school.tellResults(), school.tellResults()]);
    await published(event(hers, his));
    await school.deliver();
    expect(await kinds(ada, mother, alan)).toEqual(Array(3).fill(['RESULT_PUBLISHED']));
    for (const who of [ada, mother, alan]) expect(school.mailsTo(who)).toHaveLength(1);
  });

  it('is told with what else is published at the time, of all children of a family in one message', async () => {
    school.guards(mother, alan);
    const others = [resultOf(ada), resultOf(alan)].map((one) => ({ ...one, sectionId: newId() }));
    school.results.push(...others);
    for (const one of [hers, his, ...others]) await hearPublished(event(one));
    expect(await kinds(ada, mother, alan)).toEqual([[], [], []]);
    await school.tellResults();
    await school.deliver();
    expect(await kinds(ada, mother, alan)).toEqual(Array(3).fill(['RESULT_PUBLISHED']));
    const [toMother, ...more] = school.mailsTo(mother);
    expect(more).toEqual([]);
    expect(toMother?.subject).toBe('4 results were published');
    expect(toMother?.text.match(/^- .*/gm)?.toSorted()).toEqual([
      ...Array(2).fill('- Ada Byron, Mathematics 1a'),
      ...Array(2).fill('- Alan Turing, Mathematics 1a'),
    ]);
    expect(await inboxOf(mother)).toEqual([
      {
        title: '4 results were published',
        body: '4 results were published. What they are stands among the results.',
      },
    ]);
  });

  it('is told in several messages to a guardian of hundreds', async () => {
    const warden = school.person('Warden');
    const results = Array.from({ length: 450 }, () => {
      const student = school.person('Student');
      school.guards(warden, student);
      return resultOf(student);
    });
    school.results.push(...results);
    await published(event(...results));
    const titles = (await inboxOf(warden))?.map(({ title }) => title).toSorted();
    expect(titles).toEqual(['400 results were published', '50 results were published']);
  });

  it('and amended before it was told is told as published, in the version that holds', async () => {
    await hearPublished(event(hers));
    const corrected = resultOf(ada);
    school.results.splice(school.results.indexOf(hers), 1, corrected);
    await amended(event(corrected));
    await school.deliver();
    expect(await kinds(ada, mother)).toEqual(Array(2).fill(['RESULT_PUBLISHED']));
    expect(school.mailsTo(ada)).toHaveLength(1);
  });

  it('is told again when it was amended: each version once, whichever event comes first', async () => {
    await published(event(hers));
    const corrected = resultOf(ada);
    school.results.splice(school.results.indexOf(hers), 1, corrected);
    await amended(event(corrected));
    await published(event(hers));
    await amended(event(corrected));
    expect(await kinds(ada, mother)).toEqual(Array(2).fill(['RESULT_PUBLISHED', 'RESULT_AMENDED']));
    await school.deliver();
    // What was overtaken before its message went out is written of no more.
    expect(school.mailsTo(ada).map(({ subject }) => subject)).toEqual(['A result was amended']);
  });

  it('and is withheld tells nothing until it is released', async () => {
    withhold(hers);
    await published(event(hers, his));
    await amended(event(hers));
    expect(await kinds(ada, mother, alan)).toEqual([[], [], ['RESULT_PUBLISHED']]);
    school.results.push(hers);
    await published(event(hers));
    expect(await kinds(ada, mother)).toEqual(Array(2).fill(['RESULT_PUBLISHED']));
    withhold(hers);
    await school.deliver();
    expect(school.mailsTo(ada)).toEqual([]);
    expect(await school.deliveriesTo(ada)).toEqual([{ state: 'CANCELLED', steps: ['WITHHELD'] }]);
  });

  it('and that fees hold back is told when they do no longer', async () => {
    school.held.add(ada);
    await published(event(hers, his));
    expect(await kinds(ada, mother, alan)).toEqual([[], [], ['RESULT_PUBLISHED']]);
    school.held.delete(ada);
    await published(event(hers));
    expect(await kinds(ada, mother)).toEqual(Array(2).fill(['RESULT_PUBLISHED']));
  });

  it('is not told to a guardian whose access ended before the message was written', async () => {
    await published(event(hers));
    const rights = school.rights.find(({ guardian }) => guardian === mother);
    if (rights) rights.recordsAccess = false;
    await school.deliver();
    expect(school.mailsTo(mother)).toEqual([]);
    expect(school.mailsTo(ada)).toHaveLength(1);
  });

  it('goes by the ways that the person chose for results', async () => {
    await school.subgraph
      .as(ada)
      .data(
        `mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { preferences { version } } }`,
        {
          input: {
            ...{ expectedVersion: 0, idempotencyKey: newId(), quietHours: null },
            choices: [{ category: 'RESULTS', channels: ['SMS'] }],
          },
        },
      );
    school.phones.set(ada, '+4366412345678');
    await published(event(hers));
    await school.deliver();
    expect(school.mailsTo(ada)).toEqual([]);
    const [text] = school.texted.filter(({ to }) => to === '+4366412345678');
    expect(text?.text).toContain('A result was published. Sign in to read it.');
    expect(text?.text).not.toMatch(/Ada|Mathematics/);
  });

  it('costs as many statements for a hundred students as for ten', async () => {
    const cost = async (count: number) => {
      const results = Array.from({ length: count }, () => resultOf(school.person('Student')));
      school.results.push(...results);
      const before = school.subgraph.statements.length;
      await published(event(...results));
      return school.subgraph.statements.length - before;
    };
    expect(await cost(100)).toBeLessThanOrEqual((await cost(10)) + 2);
  });
});
