import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { WorkDue } from '@learnova/schema/events/assessments';
import { date } from './support/neighbours.ts';
import { School } from './support/school.ts';

let school: School;
let [ada, alan] = ['', ''];
const [sectionId, homework, essay] = [newId(), newId(), newId()];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

beforeEach(() => {
  school.given.length = 0;
  [ada, alan] = ['Ada Byron', 'Alan Turing'].map((name) =>
    school.person(name, `${newId()}@example.test`),
  ) as [string, string];
  const piece = (lineItemId: string, title: string) => ({
    ...{ lineItemId, sectionId, title },
    dueAt: '2026-03-13T15:30:00.000Z',
  });
  for (const student of [ada, alan])
    school.work.set(student, [piece(homework, 'Homework 3'), piece(essay, 'An essay')]);
});

const due = (...work: readonly (readonly [string, readonly string[]])[]) => ({
  id: newId(),
  organizationId: school.organizationId,
  occurredAt: `${date}T20:00:00.000Z`,
  payload: {
    work: work.map(([lineItemId, studentIds]) => ({ lineItemId, sectionId, studentIds: [...studentIds] })),
  },
});
const hear = (event: ReturnType<typeof due>) =>
  school.subgraph.react('notifications.hear-work-due', WorkDue, event);

describe('A reminder of work', () => {
  it('is one message for each student, of all that they have still to hand in', async () => {
    await hear(due([homework, [ada, alan]], [essay, [ada]]));
    await school.deliver();
    const [hers] = school.mailsTo(ada);
    expect(hers?.subject).toBe('2 pieces of work are due within a day');
    expect(hers?.text).toContain('Dear Ada Byron,');
    expect(hers?.text).toMatch(/- Homework 3, Mathematics 1a: due on Friday 13 March 2026 at 21:00/);
    expect(hers?.text).toContain('- An essay, Mathematics 1a');
    const [his] = school.mailsTo(alan);
    expect(his?.subject).toBe('Work is due within a day');
    expect(his?.text).not.toContain('essay');
  });

  it('that is heard twice, and twice at once, is told once', async () => {
    const event = due([homework, [ada]]);
    await Promise.all([hear(event), hear(event)]);
    await hear(event);
    await school.deliver();
    expect([await school.inbox(ada), school.mailsTo(ada)].map((all) => all.length)).toEqual([1, 1]);
  });

  it('does not speak of what was handed in before the message was written, and is not sent where nothing is left', async () => {
    await hear(due([homework, [ada, alan]], [essay, [ada]]));
    school.work.set(ada, (school.work.get(ada) ?? []).slice(0, 1));
    school.work.set(alan, []);
    await school.deliver();
    expect(school.mailsTo(ada)[0]?.text).not.toContain('essay');
    expect(school.mailsTo(alan)).toEqual([]);
    expect(await school.deliveriesTo(alan)).toEqual([{ state: 'CANCELLED', steps: ['WITHHELD'] }]);
  });

  it('costs as many statements for a hundred students as for ten', async () => {
    const cost = async (count: number) => {
      const students = Array.from({ length: count }, () => school.person('Student'));
      const before = school.subgraph.statements.length;
      await hear(due([homework, students]));
      return school.subgraph.statements.length - before;
    };
    expect(await cost(100)).toBeLessThanOrEqual((await cost(10)) + 2);
  });
});
