import type { Fault } from './fault.ts';

const frontend = 'subgraphs/frontend/src';
const tests = 'subgraphs/frontend/tests';

/** A screen says what is not so, or a page shows something to whom it is no business of. */
export const frontendFaults: readonly Fault[] = [
  {
    name: 'screens: the day from which a lesson was moved keeps it in its sums',
    edits: [
      {
        file: `${frontend}/home/lessons.copy.ts`,
        text: 'return [...before, ...rolls.map',
        instead: 'return [...rolls.map',
      },
    ],
    found: [
      {
        file: `${tests}/home.copies.test.ts`,
        test: 'events late, twice, out of order and at once leave what a rebuilding writes, row by row, and what the slate says (1)',
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'screens: whoever is guardian of a child is shown what is owed, paying or not',
    edits: [{ file: `${frontend}/home/home.policy.ts`, text: ' && child.isPaidFor', instead: '' }],
    found: [
      {
        file: `${tests}/home.api.test.ts`,
        test: 'of a guardian shows records to who may see them, and the account to who pays',
        says: 'owed',
      },
    ],
  },
  {
    name: 'announcements: one of a later hour can be had by its id before',
    edits: [
      {
        file: `${frontend}/announcement/announcement.rules.ts`,
        text: 'return visibleFrom <= now && (',
        instead: 'return (visibleFrom <= now || true) && (',
      },
    ],
    found: [
      {
        file: `${tests}/announcement.api.test.ts`,
        test: 'of a later hour is hidden until then, when those who watch are told; one that was taken back tells nothing',
        says: 'toBe',
      },
    ],
  },
  {
    name: 'documents: an address opens whatever signature it bears',
    edits: [
      {
        file: `${frontend}/document/document.address.ts`,
        text: 'given.length === expected.length && timingSafeEqual(given, expected) && ',
        instead: 'given.length + expected.length > 0 && ',
      },
      {
        file: `${frontend}/document/document.address.ts`,
        text: ', timingSafeEqual }',
        instead: ' }',
      },
    ],
    found: [
      {
        file: `${tests}/document.api.test.ts`,
        test: 'is gone with its time, its right, its session, and with any other letter of its address',
        says: 'resolved instead of rejected',
      },
    ],
  },
  {
    name: 'documents: an address outlives the sign-in that made it',
    edits: [
      {
        file: `${frontend}/document/document.route.ts`,
        text: 'standing.sessionEnded ? null : sheetFor',
        instead: 'sheetFor',
      },
    ],
    found: [
      {
        file: `${tests}/document.api.test.ts`,
        test: 'is gone with its time, its right, its session, and with any other letter of its address',
        says: 'resolved instead of rejected',
      },
    ],
  },
  {
    name: 'documents: who attends a section is given the results of everybody in it',
    edits: [
      {
        file: `${frontend}/document/document.policy.ts`,
        text: 'studentIds: [], staffIds: [personId]',
        instead: 'studentIds: [personId], staffIds: [personId]',
      },
    ],
    found: [
      {
        file: `${tests}/document.api.test.ts`,
        test: 'SECTION_RESULTS is for whom its owner shows it, and for nobody else',
        says: 'NOT_FOUND',
      },
    ],
  },
  {
    name: 'screens: a result that the office withholds stays on them',
    edits: [
      {
        file: 'subgraphs/assessments/src/result/published-results.asks.ts',
        text: '.filter(({ isWithheld }) => !isWithheld)',
        instead: '.filter(({ isWithheld }) => !isWithheld || ids.length > 0)',
      },
    ],
    found: [
      {
        file: 'subgraphs/assessments/tests/result-pointer.api.test.ts',
        test: 'is not given of what the office withholds, and shows nothing of what fees hold back',
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'screens: whoever is guardian of a child is shown its results and leave, whether or not they may see the records',
    edits: [
      {
        file: `${frontend}/home/home.resolver.ts`,
        text: 'if (!mayKnow(await tiesOf(request), id)) throw forbidden();\n    return (await request.load(newResultsOfStudent',
        instead: 'return (await request.load(newResultsOfStudent',
      },
    ],
    found: [
      {
        file: `${tests}/home.family.api.test.ts`,
        test: 'of a student and of who may see the records shows what is new: results and leave',
        says: 'results',
      },
    ],
  },
  {
    name: 'screens: a teacher is shown who was in a section once, and is on leave',
    edits: [
      {
        file: `${frontend}/home/family.reads.ts`,
        text: 'join leave_day on person_id = attended.student_id',
        instead: 'join leave_day on person_id is not null',
      },
    ],
    found: [
      {
        file: `${tests}/home.family.api.test.ts`,
        test: 'of a teacher names who of the own sections is on leave today, until somebody leaves the section',
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'screens: an update that brings a read model leaves it empty until the night',
    edits: [
      {
        file: `${frontend}/migrations/Migration20261126143555_family.ts`,
        text: '    this.addSql(orderRebuildSql());\n',
        instead: "    if (orderRebuildSql() === '') this.addSql('select 1');\n",
      },
    ],
    found: [
      {
        file: `${tests}/rebuild.api.test.ts`,
        test: 'is given its screens anew by an update that brings a read model, and by no other start',
        says: 'toHaveLength',
      },
    ],
  },
  {
    name: 'announcements: what was taken back stays on screens that are open',
    edits: [
      {
        file: 'subgraphs/frontend/src/announcement/announcement.live.ts',
        text: '(await isNews(request, String(key.id)))',
        instead: '(await request.load(announcements, String(key.id)))',
      },
    ],
    found: [
      {
        file: 'subgraphs/frontend/tests/announcement.api.test.ts',
        test: 'that was taken back is gone from what is told, and whoever was told hears so; nobody else hears of it',
        says: '"title": "Ice"',
      },
    ],
  },
  {
    name: 'announcements: everybody of an organization hears that others were told something',
    edits: [
      {
        file: 'subgraphs/frontend/src/announcement/announcement.policy.ts',
        text: '(announcement.visibleFrom <= now && isFor(ties, announcement))',
        instead: 'announcement.visibleFrom <= now',
      },
    ],
    found: [
      {
        file: 'subgraphs/frontend/tests/announcement.api.test.ts',
        test: 'that was taken back is gone from what is told, and whoever was told hears so; nobody else hears of it',
        says: 'Expected: "skip"',
      },
    ],
  },
];
