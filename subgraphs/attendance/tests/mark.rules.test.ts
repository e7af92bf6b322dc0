import fc from 'fast-check';
import type { AttendanceCode } from '../src/code/attendance-code.entity.ts';
import { changedStudents, countsOf, type Mark, standing, sumOf } from '../src/mark/mark.rules.ts';

const students = ['ada', 'ben', 'cleo', 'dan'];
const codes = [
  { id: 'present', category: 'PRESENT' },
  { id: 'late', category: 'LATE' },
  { id: 'absent', category: 'ABSENT' },
  { id: 'excused', category: 'ABSENT', excused: true },
] as AttendanceCode[];

const codeId = fc.constantFrom(...codes.map((code) => code.id));
const layer = fc.constantFrom('TEACHER' as const, 'OFFICE' as const);
const submission = fc.record({
  layer,
  marks: fc
    .tuple(...students.map(() => codeId))
    .map((ids) => students.map((studentId, i) => ({ studentId, codeId: ids[i] ?? '' }))),
});
const correction = fc.record({
  layer,
  marks: fc.record({ studentId: fc.constantFrom(...students), codeId }).map((mark) => [mark]),
});
/** The life of a register: a submission, then submissions and corrections in any order. */
const life = fc
  .tuple(submission, fc.array(fc.oneof(submission, correction), { maxLength: 8 }))
  .map(([first, more]) => [first, ...more]);

function factsOf(
  entries: { layer: 'TEACHER' | 'OFFICE'; marks: { studentId: string; codeId: string }[] }[],
): Mark[] {
  return entries.flatMap(({ layer, marks }, index) =>
    marks.map((mark) => ({ ...mark, minutesLate: null, version: index + 1, layer })),
  );
}

test('what holds of a student is the office slate over the teacher slate, in whatever order the statements are read', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat()), (entries, random) => {
      // The oracle writes two slates over and over, as two people with chalk would.
      const teacher = new Map<string, string>();
      const office = new Map<string, string>();
      for (const { layer, marks } of entries) {
        for (const { studentId, codeId } of marks)
          (layer === 'OFFICE' ? office : teacher).set(studentId, codeId);
      }
      const expected = students.map((studentId) => office.get(studentId) ?? teacher.get(studentId));
      const shuffled = factsOf(entries)
        .map((fact) => ({ fact, place: random.next().value ?? 0 }))
        .sort((one, other) => one.place - other.place)
        .map(({ fact }) => fact);
      const held = standing(shuffled);
      expect(students.map((studentId) => held.get(studentId)?.codeId)).toEqual(expected);
    }),
  );
});

test('exactly the students of whom something else holds have changed', () => {
  fc.assert(
    fc.property(life, (entries) => {
      const all = factsOf(entries);
      const before = all.filter((fact) => fact.version < entries.length);
      const slate = (facts: Mark[], studentId: string) => {
        const spoken = facts.filter((fact) => fact.studentId === studentId);
        const heard = spoken.some((fact) => fact.layer === 'OFFICE')
          ? spoken.filter((f) => f.layer === 'OFFICE')
          : spoken;
        return heard.at(-1)?.codeId;
      };
      const expected = students.filter((studentId) => slate(before, studentId) !== slate(all, studentId));
      expect(changedStudents(before, all).toSorted()).toEqual(expected);
    }),
  );
});

test('another number of minutes late is a change', () => {
  const late: Mark = { studentId: 'ada', codeId: 'late', minutesLate: 5, version: 1, layer: 'TEACHER' };
  expect(changedStudents([late], [late, { ...late, version: 2, minutesLate: 10 }])).toEqual(['ada']);
  expect(changedStudents([late], [late, { ...late, version: 2 }])).toEqual([]);
});

test('present, late, absent and unmarked always add up to those expected', () => {
  fc.assert(
    fc.property(life, (entries) => {
      const counts = countsOf(students.length, factsOf(entries), codes);
      expect(counts.present + counts.late + counts.absent + counts.unmarked).toBe(students.length);
      expect(counts.unmarked).toBe(0);
    }),
  );
});

test('a register that was not taken counts nobody as present and nobody as absent', () => {
  expect(countsOf(4, [], codes)).toEqual({
    expected: 4,
    present: 0,
    late: 0,
    absent: 0,
    unmarked: 4,
    excused: 0,
    conflicts: 0,
  });
});

test('an excused student counts as absent, a late one as neither absent nor present from the beginning', () => {
  const mark = (studentId: string, id: string): Mark => ({
    studentId,
    codeId: id,
    minutesLate: null,
    version: 1,
    layer: 'TEACHER',
  });
  const marks = [mark('ada', 'present'), mark('ben', 'late'), mark('cleo', 'absent'), mark('dan', 'excused')];
  expect(countsOf(4, marks, codes)).toEqual({
    expected: 4,
    present: 1,
    late: 1,
    absent: 2,
    unmarked: 0,
    excused: 1,
    conflicts: 0,
  });
});

test('the counts of a board are the sums of its registers', () => {
  const one = { expected: 4, present: 1, late: 1, absent: 2, unmarked: 0, excused: 1, conflicts: 1 };
  const other = { expected: 3, present: 0, late: 0, absent: 0, unmarked: 3, excused: 0, conflicts: 0 };
  expect(sumOf([one, other])).toEqual({
    expected: 7,
    present: 1,
    late: 1,
    absent: 2,
    unmarked: 3,
    excused: 1,
    conflicts: 1,
  });
  expect(sumOf([])).toEqual({
    expected: 0,
    present: 0,
    late: 0,
    absent: 0,
    unmarked: 0,
    excused: 0,
    conflicts: 0,
  });
});
