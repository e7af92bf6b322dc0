import { newId } from '@learnova/platform/ids';
import { HoldLifted } from '@learnova/schema/events/finance';
import { nothing, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

describe('a published result of a student whose fees are overdue', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    const { test: exam, work } = await school.begin();
    await school.score(3, [
      [exam, school.child, '42.5'],
      [work, school.child, '8'],
    ]);
  });
  afterEach(() => school?.close());

  const families = () => [school.child, school.guardian];

  test('is on hold while overdue fees hold it, and unconfirmed where finance does not say: never shown then', async () => {
    await office.publish();
    school.held.add(school.child);
    for (const by of families())
      expect(await office.resultOf(school.child, by)).toMatchObject({ state: 'ON_HOLD', ...nothing });
    // What a family owes is no matter of who teaches.
    expect(await office.resultOf(school.child, school.teacher)).toMatchObject({
      ...{ state: 'PUBLISHED', percentage: '83.0' },
    });
    school.held.clear();
    school.down.add('finance');
    for (const by of families())
      expect(await office.resultOf(school.child, by)).toMatchObject({ state: 'UNCONFIRMED', ...nothing });
    school.down.clear();
    school.unnamed.add(school.child);
    expect(await office.resultOf(school.child, school.child)).toMatchObject({
      state: 'UNCONFIRMED',
      ...nothing,
    });
    school.unnamed.clear();
    expect(await office.resultOf(school.child, school.guardian)).toMatchObject({
      state: 'PUBLISHED',
      grade: 'B',
    });
  });

  test('is told again when no hold stands any more, once however often that is heard', async () => {
    const other = await school.begin(school.otherSection, school.colleague);
    const at = { sectionId: school.otherSection, by: school.colleague };
    await school.score(3, [[other.test, school.child, '20']], at);
    await office.publish({ sectionId: null });
    const lifted = { id: newId(), payload: { holdId: newId(), studentId: school.child } };
    const hear = () => school.subgraph.react('assessments.show-again', HoldLifted, lifted);
    const told = async () =>
      (await office.waiting('assessments.result-published')).map(({ live }) =>
        live.map(({ topic }) => topic),
      );
    // Another school holds it still.
    school.held.add(school.child);
    await school.subgraph.react('assessments.show-again', HoldLifted, { ...lifted, id: newId() });
    expect(await told()).toEqual([]);
    school.held.clear();
    await hear();
    await hear();
    // An event for each of two results, since one points at a single result of a student.
    expect(await told()).toEqual(Array(2).fill([`assessments.student.${school.child}`]));
  });
});
