import type { Request } from '@learnova/platform/request';
import { Rosters, Sections, Sessions } from '@learnova/schema/asks/academics';
import type { Sheet } from './document.policy.ts';
import { namesOf, type Page } from './page.ts';

type Facts = Extract<Sheet, { kind: 'SECTION_RESULTS' }>['facts'];
type Entry = Facts['entries'][number];

/** All students of a section: those who are enrolled now, and those of whom there is anything. */
export async function sectionResultsPage(request: Request, facts: Facts, timeZone: string): Promise<Page> {
  const { sectionId, academicSessionId, scales, entries } = facts;
  const [section] = await request.ask(Sections, { sectionIds: [sectionId] });
  const [session] = await request.ask(Sessions, { sessionIds: [academicSessionId] });
  const [roster] = await request.ask(Rosters, { sectionIds: [sectionId] });
  const entryOf = new Map(entries.map((entry) => [entry.studentId, entry]));
  const studentIds = [...new Set([...(roster?.studentIds ?? []), ...entryOf.keys()])];
  const nameOf = await namesOf(request, studentIds);
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const at = (instant: string | Date) => format.format(new Date(instant));
  const published = studentIds.filter((id) => entryOf.get(id)?.state === 'PUBLISHED').length;
  const collator = new Intl.Collator('en');
  return {
    title: `Results ${section?.title ?? ''}`.trim(),
    facts: [
      ['Term', session?.title ?? ''],
      ['Scale', scales.map(scaleInWords).join('; ') || 'None'],
      ['As of', at(await request.now())],
    ],
    notice: noticeOf(published, studentIds.length),
    heads: ['Student', 'Result', 'Grade', 'Passed', 'State', 'Version'],
    rows: studentIds
      .map((id) => rowOf(nameOf(id), entryOf.get(id), at))
      .toSorted(([one = ''], [other = '']) => collator.compare(one, other)),
  };
}

function scaleInWords({ title, bands }: Facts['scales'][number]): string {
  const grades = bands.toReversed().map(({ grade, lowerBound }) => `${grade} from ${lowerBound}`);
  return `${title} (${grades.join(', ')})`;
}

function noticeOf(published: number, all: number): string {
  if (published === all) return `All ${all} results are published. For staff alone.`;
  return `${published} of ${all} results are published. What is not is for staff alone, and may still change.`;
}

const states: Readonly<Record<Entry['state'], string>> = {
  DRAFT: 'Draft, not published',
  SCHEDULED: 'Not published before',
  PUBLISHED: 'Published',
  WITHHELD: 'Withheld by the office',
};

function rowOf(name: string, entry: Entry | undefined, at: (instant: string) => string): string[] {
  if (!entry) return [name, '', '', '', 'No result yet', ''];
  const { state, version, publishedAt, percentage, grade, isPassing, isComplete } = entry;
  const since = publishedAt !== null && state !== 'WITHHELD' ? ` ${at(publishedAt)}` : '';
  const open = isComplete ? '' : ', incomplete';
  return [
    ...[name, percentage === null ? '' : `${percentage} %`, grade ?? ''],
    isPassing === null ? '' : isPassing ? 'Yes' : 'No',
    `${states[state]}${since}${open}`,
    version === null ? '' : String(version),
  ];
}
