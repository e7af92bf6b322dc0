import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);

/** Whether somebody gets a thing, through the root field and as a reference alike. */
async function sees(who: Name, type: 'Section' | 'Meeting', what: Name): Promise<boolean> {
  const field = type.toLowerCase();
  const { data, errors } = await as(who).run(`query ($id: UUID!) { ${field}(id: $id) { id } }`, {
    id: ids[what],
  });
  const found = Boolean(data?.[field]);
  if (!found) expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect(Boolean(await entity(as(who), [type, ids[what]], 'id'))).toBe(found);
  return found;
}

const seeBiology: Name[] = ['teacher', 'anna', 'mother', 'registrar', 'administrator', 'head'];
const staffWithout: Name[] = ['chemist', 'formerTeacher', 'comingTeacher', 'stranger', 'plainTeacher'];
const officesElsewhere: Name[] = ['artsHead', 'foreignRegistrar'];
const familiesWithout: Name[] = ['bert', 'former', 'coming', 'idle', 'foreigner', 'uncle'];

describe('a section and its meetings', () => {
  test.each(seeBiology)('are seen by %s, whom they concern today', async (who) => {
    expect(await sees(who, 'Section', 'biology')).toBe(true);
    expect(await sees(who, 'Meeting', 'biologyToday')).toBe(true);
  });

  test.each([...staffWithout, ...officesElsewhere, ...familiesWithout])(
    'do not exist for %s',
    async (who) => {
      expect(await sees(who, 'Section', 'biology')).toBe(false);
      expect(await sees(who, 'Meeting', 'biologyToday')).toBe(false);
    },
  );

  test('do not exist for nobody, and an unknown id is like a hidden one', async () => {
    const section = 'query ($id: UUID!) { section(id: $id) { id } }';
    expect(await school.as().code(section, { id: ids.biology })).toBe('UNAUTHENTICATED');
    expect(await entity(school.as(), ['Section', ids.biology], 'id')).toBeNull();
    const [hidden, unknown] = await Promise.all(
      [ids.foreign, ids.school].map((id) => as('registrar').run(section, { id })),
    );
    expect(unknown?.errors?.[0]?.toString()).toEqual(hidden?.errors?.[0]?.toString());
  });

  test('show their course, term, place and teachers', async () => {
    const selection =
      'date room { name } section { title course { code } academicSession { title } staff { id } }';
    expect(await entity(as('anna'), ['Meeting', ids.biologyToday], selection)).toEqual({
      date: '2026-03-10',
      room: { name: 'Lab' },
      section: {
        title: 'Biology 7a',
        course: { code: 'BIO-7' },
        academicSession: { title: 'Spring' },
        staff: [{ id: ids.teacher }],
      },
    });
  });
});

describe('the enrollments of a student', () => {
  interface Listed {
    readonly enrollments: readonly { readonly section: { readonly title: string } }[] | null;
  }
  const selection = 'enrollments { from to section { title staff { id } } student { id } }';

  async function titles(who: Name, student: Name): Promise<string[] | null> {
    const found = await entity<Listed>(as(who), ['Student', ids[student]], selection);
    return found?.enrollments?.map(({ section }) => section.title) ?? null;
  }

  test('are seen by the student, the guardian with access, who teaches them, and the office', async () => {
    for (const who of seeBiology) expect([who, await titles(who, 'anna')]).toEqual([who, ['Biology 7a']]);
  });

  test('are refused to everybody else', async () => {
    const others = [...staffWithout, ...officesElsewhere, ...familiesWithout];
    for (const who of others) expect([who, await titles(who, 'anna')]).toEqual([who, null]);
  });

  test('stay the own history of whoever has left a section, which the teacher no longer sees', async () => {
    expect(await titles('former', 'former')).toEqual(['Biology 7a']);
    expect(await titles('teacher', 'former')).toBeNull();
  });

  test('of six students take as many statements and asks as those of two', async () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Student { ${selection} } } }`;
    const cost = async (who: Name, students: readonly Name[]) => {
      const before = [school.statements.length, school.asked.length] as const;
      const representations = students.map((name) => ({ __typename: 'Student', id: ids[name] }));
      await as(who).run(query, { representations });
      return [school.statements.length - before[0], school.asked.length - before[1]];
    };
    for (const who of ['registrar', 'teacher', 'mother'] as const) {
      const all = await cost(who, ['anna', 'bert', 'former', 'coming', 'idle', 'foreigner']);
      expect([who, all]).toEqual([who, await cost(who, ['anna', 'bert'])]);
    }
  });
});

describe('the day of a viewer', () => {
  interface Day {
    readonly meetings: readonly object[] | null;
  }
  async function day(who: Name, date?: string, whose: Name = who) {
    const meetings = `meetings${date ? `(date: "${date}")` : ''}`;
    const selection = `${meetings} { date section { title } room { name } staff { id } }`;
    return (await entity<Day>(as(who), ['Viewer', ids[whose]], selection))?.meetings;
  }

  test('holds what a teacher teaches and what a student attends, with place and colleagues', async () => {
    const lesson = {
      date: '2026-03-10',
      section: { title: 'Biology 7a' },
      room: { name: 'Lab' },
      staff: [{ id: ids.teacher }],
    };
    for (const who of ['teacher', 'anna'] as const) expect(await day(who)).toEqual([lesson]);
    expect(await day('bert')).toMatchObject([{ section: { title: 'Chemistry 7a' } }]);
    for (const who of ['registrar', 'mother', 'idle'] as const) expect(await day(who)).toEqual([]);
  });

  test('follows the dates of teaching and enrollment: the first day that does not hold is free', async () => {
    for (const who of ['former', 'formerTeacher', 'coming', 'comingTeacher'] as const) {
      expect([who, await day(who)]).toEqual([who, []]);
    }
    const lesson = { date: '2026-03-11', section: { title: 'Biology 7a' } };
    for (const who of ['coming', 'comingTeacher'] as const) {
      expect(await day(who, '2026-03-11')).toMatchObject([lesson]);
    }
  });

  test('is seen by the viewer alone', async () => {
    expect(await day('registrar', undefined, 'teacher')).toBeNull();
    expect(await day('mother', undefined, 'anna')).toBeNull();
  });
});

describe('what is printed on the door', () => {
  test('years and terms are those of the nearest organization that has any, for everybody who is signed in', async () => {
    const selection = 'academicSessions { title kind from to timeZone children { title parent { title } } }';
    const year = {
      title: '2025/26',
      kind: 'SCHOOL_YEAR',
      from: '2025-09-01',
      to: '2026-08-01',
      timeZone: 'Europe/Berlin',
      children: [{ title: 'Spring', parent: { title: '2025/26' } }],
    };
    for (const id of [ids.sciences, ids.institution]) {
      expect(await entity(as('uncle'), ['Organization', id], selection)).toEqual({
        academicSessions: [year],
      });
      const nobodys = await entity(school.as(), ['Organization', id], selection);
      expect(nobodys).toEqual({ academicSessions: null });
    }
  });

  test('of what a teacher teaches, everybody sees the sections that they see anyway', async () => {
    const taught = (who: Name) => entity(as(who), ['Staff', ids.historian], 'sections { title }');
    const sections = [{ title: 'History 7a' }, { title: 'Latin 7a' }];
    for (const who of ['historian', 'registrar'] as const) expect(await taught(who)).toEqual({ sections });
    for (const who of ['anna', 'teacher', 'head', 'foreignRegistrar'] as const) {
      expect(await taught(who)).toEqual({ sections: [] });
    }
  });
});
