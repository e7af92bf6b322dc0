import { addDays } from '@learnova/platform/local-time';
import type { SchoolFeedback, SchoolFeedbackItem } from '@learnova/schema/school';
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
}

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
  return { items: items.toSorted((one, other) => one.givenAt.localeCompare(other.givenAt)) };
}
