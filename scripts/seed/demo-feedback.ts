import { addDays } from '@learnova/platform/local-time';
import type { SchoolEvaluation, SchoolFeedback, SchoolFeedbackItem } from '@learnova/schema/school';
import { instantOf } from './days.ts';
import type { Random } from './random.ts';

export interface DemoFeedback {
  readonly school: string;
  readonly departments: readonly { readonly id: string }[];
  /** The term's first day, and the day of seeding. */
  readonly from: string;
  readonly anchor: string;
  readonly timeZone: string;
  readonly officeId: string;
  readonly students: readonly { readonly id: string }[];
  readonly teachers: readonly { readonly id: string }[];
  readonly guardians: readonly { readonly id: string }[];
  readonly institution: string;
  readonly termId: string;
  readonly sections: readonly {
    readonly section: { readonly id: string; readonly organizationId: string };
    readonly students: readonly unknown[];
  }[];
}

const scale = [
  'The aims are clear.',
  'I learn much here.',
  'The pace is right.',
  'I am taken seriously.',
  'The tasks are fair.',
];
const words = [
  'More examples before the exercises.',
  'The group work was the best part.',
  'A little slower, please.',
  'It could start with a short review.',
  'Thank you, it was fun.',
  'The homework was often unclear.',
  'More time for questions.',
];

const told = [
  ['FACILITIES', 'Radiator in room 112', 'It stays cold until the second lesson.'],
  ['FACILITIES', 'Bicycle stands', 'There are not enough of them since October.'],
  ['SERVICES', 'Canteen', 'Whoever has the sixth lesson finds nothing warm any more.'],
  ['SERVICES', 'Library hours', 'Could it stay open until five on Thursdays?'],
  ['TECHNOLOGY', 'Wireless network', 'It drops out in the annexe, mostly in the afternoon.'],
  ['TECHNOLOGY', 'Tablets', 'Two of the case in room 120 no longer charge.'],
  ['TEACHING', 'Excursion', 'The visit to the observatory helped more than the chapter did.'],
  ['TEACHING', 'Homework', 'Three tests fell into the same week again.'],
  ['ADMINISTRATION', 'Certificates', 'Asking for one takes two visits to the office.'],
  ['SAFETY', 'Crossing', 'Cars do not stop at the side entrance in the morning.'],
  ['SUGGESTION', 'Second-hand books', 'A shelf where books change hands at the end of term.'],
  ['PRAISE', 'School play', 'Thank you for the evening: the whole family talks about it.'],
] as const;
const answers = [
  'Thank you. We look into it.',
  'We have passed it on, and will tell you.',
  'Thank you for that.',
];
const ends = [
  'It is done.',
  'It is repaired.',
  'We have changed it from next week on.',
  'We have talked about it.',
];

/** Some forty things that were told in a term: what is old is mostly resolved, what is new mostly waits. */
export function demoFeedback(random: Random, demo: DemoFeedback): SchoolFeedback {
  const days = Math.floor((Date.parse(demo.anchor) - Date.parse(demo.from)) / 86_400_000);
  const at = (day: number) =>
    instantOf(demo.timeZone, addDays(demo.from, day), `1${random.below(7)}:${random.below(5)}3`);
  const items = Array.from({ length: 42 }, (): SchoolFeedbackItem => {
    const [category, subject, body] = random.pick(told);
    const people = random.pick([demo.students, demo.guardians, demo.guardians, demo.teachers]);
    const day = random.below(days - 1);
    const age = days - 1 - day;
    const reply = (kind: 'REPLY' | 'RESOLUTION', after: number, words: readonly string[]) => ({
      ...{ id: random.id(), kind, by: demo.officeId, at: at(day + 1 + random.below(after)) },
      body: random.pick(words),
    });
    const isAnswered = age > 2 && random.chance(0.85);
    const isResolved = isAnswered && age > 12 && random.chance(0.7);
    const replies = [
      ...(isAnswered ? [reply('REPLY', 2, answers)] : []),
      ...(isResolved ? [reply('RESOLUTION', 10, ends)] : []),
    ];
    return {
      ...{ id: random.id(), category, subject, body },
      organizationId: category === 'TEACHING' ? random.pick(demo.departments).id : demo.school,
      authorId: random.pick(people).id,
      state: isResolved ? 'RESOLVED' : isAnswered ? 'ANSWERED' : 'OPEN',
      givenAt: at(day),
      replies: replies.toSorted((one, other) => one.at.localeCompare(other.at)),
    };
  });
  return {
    ...demoEvaluations(random, demo),
    items: items.toSorted((one, other) => one.givenAt.localeCompare(other.givenAt)),
  };
}

/** The evaluation at half-term, answered by some two in five, and the one at the end of term, which is to come. */
function demoEvaluations(
  random: Random,
  demo: DemoFeedback,
): Pick<SchoolFeedback, 'questionnaires' | 'campaigns'> {
  const { school, institution: organizationId, termId: sessionId, officeId: by, from, timeZone } = demo;
  const at = (day: number, time: string) => instantOf(timeZone, addDays(from, day), time);
  const rated = scale.map((text) => ({
    id: random.id(),
    kind: 'RATING' as const,
    text,
    choices: [],
    isCut: false,
  }));
  const habit = {
    ...{ id: random.id(), kind: 'CHOICE' as const, text: 'I prepare for it', isCut: true },
    choices: ['always', 'mostly', 'seldom'],
  };
  const open = {
    id: random.id(),
    kind: 'TEXT' as const,
    text: 'What should change?',
    choices: [],
    isCut: false,
  };
  const questionnaire = { id: random.id(), organizationId, title: 'Course evaluation' };
  const campaign = { organizationId: school, sessionId, questionnaireId: questionnaire.id, threshold: 5, by };
  const ballotOf = (liking: number) => {
    const rate = () => Math.min(5, Math.max(1, Math.round(1 + liking * 4 + (random.next() - 0.5) * 2)));
    return {
      ...Object.fromEntries(rated.map(({ id }) => [id, rate()])),
      ...(random.chance(0.9) && { [habit.id]: random.below(3) }),
      ...(random.chance(0.25) && { [open.id]: random.pick(words) }),
    };
  };
  const evaluationOf = ({ section, students }: DemoFeedback['sections'][number]): SchoolEvaluation => {
    const share = 0.2 + random.beta(4, 4) * 0.4;
    const papersTaken = students.filter(() => random.chance(share)).length;
    const liking = random.beta(5, 2);
    // One in twenty takes the paper and never casts it.
    const cast = Array.from({ length: papersTaken }).filter(() => random.chance(0.95));
    const ballots = cast.map(() => [random.id(), ballotOf(liking)] as const);
    return {
      ...{ id: random.id(), sectionId: section.id, organizationId: section.organizationId },
      ...{ invitedCount: students.length, papersTaken },
      ballots: ballots.length < 5 ? [] : ballots,
    };
  };
  return {
    questionnaires: [{ ...questionnaire, createdAt: at(30, '09:00'), questions: [...rated, habit, open] }],
    campaigns: [
      {
        ...{ ...campaign, id: random.id(), title: 'Half-term' },
        ...{ opensAt: at(50, '08:00'), closesAt: at(64, '18:00'), plannedAt: at(40, '09:00') },
        evaluations: demo.sections.filter(({ students }) => students.length >= 5).map(evaluationOf),
      },
      {
        ...{ ...campaign, id: random.id(), title: 'End of term', evaluations: null },
        ...{ opensAt: at(120, '08:00'), closesAt: at(134, '18:00'), plannedAt: at(100, '09:00') },
      },
    ],
  };
}
