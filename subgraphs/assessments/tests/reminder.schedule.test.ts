import { newId } from '@learnova/platform/ids';
import { WorkToHandIn } from '@learnova/schema/asks/assessments';
import { remindOfWork } from '../src/reminder/reminder.schedule.ts';
import { hour, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

describe('work that is due within a day', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  let homework: string;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    await school.begin();
    homework = await item(30, 3);
  });
  afterEach(() => school?.close());

  /** A line item that is due in so many hours. */
  const item = async (hours: number, expectedVersion: number, lineItemId?: string) => {
    const dueAt = new Date((await office.now()).getTime() + hours * hour).toISOString();
    const said = { category: 'WORK', title: 'Homework 2', resultValueMax: '10', dueAt, expectedVersion };
    const input = { sectionId: school.section, ...said, ...(lineItemId && { lineItemId }) };
    const name = lineItemId ? 'changeLineItem' : 'createLineItem';
    return (await school.command<{ lineItem: { id: string } }>(name, input, 'lineItem { id }')).lineItem.id;
  };
  const remind = () => school.subgraph.running.handling.runSchedule(remindOfWork);
  type Due = { work: { lineItemId: string; studentIds: string[] }[] };
  const reminded = async () =>
    (await office.waiting('assessments.work-due')).flatMap(({ payload }) =>
      (payload as Due).work.map(({ lineItemId, studentIds }) => [lineItemId, studentIds.toSorted()]),
    );
  const both = () => [school.child, school.classmate].toSorted();

  test('is told once to all students of the section who have not handed it in', async () => {
    await remind();
    expect(await reminded()).toEqual([]);
    await school.subgraph.advance(7 * hour);
    await Promise.all([remind(), remind()]);
    await remind();
    expect(await reminded()).toEqual([[homework, both()]]);
    await school.subgraph.advance(24 * hour);
    await remind();
    expect(await reminded()).toHaveLength(1);
  });

  test.each([
    ['SUBMITTED', false],
    ['7.5', false],
    ['EXEMPT', false],
    ['ABSENT', false],
    ['MISSING', true],
    ['NOT_ASSESSED', true],
  ])('of who is %s is told: %s', async (said, isTold) => {
    await school.score(4, [[homework, school.child, said]]);
    await school.subgraph.advance(7 * hour);
    await remind();
    expect(await reminded()).toEqual([[homework, isTold ? both() : [school.classmate]]]);
    const asked = { studentIds: [school.child], lineItemIds: [homework, newId()] };
    const [{ work = [] } = {}] = await school.subgraph.ask(WorkToHandIn, asked);
    expect(work.map(({ title }) => title)).toEqual(isTold ? ['Homework 2'] : []);
  });

  test('that is put off is told again, and that has no student who is open to nobody', async () => {
    await school.subgraph.advance(7 * hour);
    await remind();
    await item(30, 4, homework);
    await remind();
    expect(await reminded()).toHaveLength(1);
    await school.subgraph.advance(7 * hour);
    await school.score(5, [
      [homework, school.child, 'SUBMITTED'],
      [homework, school.classmate, 'SUBMITTED'],
    ]);
    await remind();
    expect(await reminded()).toHaveLength(1);
    await item(31, 6, homework);
    await school.score(7, [[homework, school.child, 'NOT_ASSESSED']]);
    await school.subgraph.advance(8 * hour);
    await remind();
    expect((await reminded()).at(-1)).toEqual([homework, [school.child]]);
  });
});
