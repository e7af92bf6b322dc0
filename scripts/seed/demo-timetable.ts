import type { SchoolSection } from '@learnova/schema/school';
import { type DemoPeople, type DemoStudent, sizes } from './demo-people.ts';
import type { Random } from './random.ts';

export interface DemoSection {
  readonly section: Omit<SchoolSection, 'sessionId'>;
  readonly period: number;
  readonly students: readonly DemoStudent[];
}

/** Subject and the department that teaches it, by place in `departments`. */
const subjects = [
  { title: 'Mathematics', code: 'MAT', department: 1, credits: '4' },
  { title: 'English', code: 'ENG', department: 0, credits: '4' },
  { title: 'Biology', code: 'BIO', department: 1, credits: '2.5' },
  { title: 'History', code: 'HIS', department: 2, credits: '2' },
  { title: 'French', code: 'FRE', department: 0, credits: '3' },
  { title: 'Geography', code: 'GEO', department: 2, credits: '2' },
  { title: 'Music', code: 'MUS', department: 3, credits: '1.5' },
] as const;

interface Parts {
  readonly institution: string;
  readonly departments: readonly { id: string }[];
  readonly people: DemoPeople;
  readonly term: { readonly from: string };
}

/**
 * Each student takes one section in each of seven periods. The hundred students of a grade are spread over four or five
 * sections of unequal size (8 to 40 seats: a few are full, some half empty), 191 in all. A teacher has one section a period.
 */
export function timetable(random: Random, { institution, departments, people, term }: Parts) {
  const grades = Array.from({ length: sizes.grades }, (_, n) => String(7 + n));
  const courses = grades.flatMap((grade) =>
    subjects.map(({ title, code, credits }) => ({
      id: random.id(),
      organizationId: institution,
      code: `${code}${grade}`,
      title: `${title} ${grade}`,
      credits,
    })),
  );
  const groups = grades.length * sizes.periods;
  const groupsOfFive = sizes.sections - groups * 4;
  const sections: DemoSection[] = [];
  for (let period = 0; period < sizes.periods; period += 1) {
    const free = random.shuffled(people.teachers.slice(1));
    for (const [g, grade] of grades.entries()) {
      const subject = subjects[(period + g) % subjects.length] ?? subjects[0];
      const course = courses.find((c) => c.code === `${subject.code}${grade}`);
      const ofGrade = random.shuffled(people.students.filter((student) => student.grade === grade));
      const count = period * grades.length + g < groupsOfFive ? 5 : 4;
      for (const [n, students] of split(random, ofGrade, count).entries()) {
        // The teacher whom the README names teaches the student whom it names, in every period.
        const teacher = students.some(({ id }) => id === people.students[0]?.id)
          ? people.teachers[0]
          : free.pop();
        if (!teacher || !course) throw new Error('the timetable has more sections than teachers');
        const section = {
          id: random.id(),
          organizationId: departments[subject.department]?.id ?? institution,
          courseId: course.id,
          title: `${subject.title} ${grade}${'abcde'[n]}`,
          staff: [{ staffId: teacher.id, from: term.from, to: null }],
        };
        sections.push({ section, period, students });
      }
    }
  }
  return { courses, sections };
}

/** Parts of 8 to 40, by weights that fall as in Zipf's law. */
function split(random: Random, students: readonly DemoStudent[], parts: number): DemoStudent[][] {
  const weights = Array.from({ length: parts }, (_, n) => 1 / (n + 1.6));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const wanted = weights.map((weight) =>
    Math.min(40, Math.max(8, Math.round((weight / total) * students.length))),
  );
  const result: DemoStudent[][] = [];
  let rest = students;
  for (const [n, size] of wanted.entries()) {
    const last = n === wanted.length - 1;
    result.push(rest.slice(0, last ? rest.length : size));
    rest = rest.slice(size);
  }
  return random.shuffled(result);
}
