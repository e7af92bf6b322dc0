import type { Fault } from './fault.ts';

const assessments = 'subgraphs/assessments/src';
const publication = 'subgraphs/assessments/tests/publication.api.test.ts';
const results = 'subgraphs/assessments/tests/section-result.api.test.ts';

const holds = 'subgraphs/assessments/tests/result-hold.api.test.ts';

const fromItsInstantOn = {
  file: publication,
  test: 'shows results from its instant on and not a moment earlier, whether or not anything has run',
};

/** Results are seen too early, by the wrong people or twice, or do not follow from what they say they do. */
export const assessmentsFaults: readonly Fault[] = [
  {
    name: 'results: they can be seen as soon as they are prepared',
    edits: [
      {
        file: `${assessments}/result/released.sql.ts`,
        text: "('publish_at')} <= (select platform.now())",
        instead: "('id')} is not null",
      },
    ],
    found: [{ ...fromItsInstantOn, says: 'Array []' }],
  },
  {
    name: 'results: a publication that was called off is seen at its instant all the same',
    edits: [
      {
        file: `${assessments}/result/released.sql.ts`,
        text: "('cancelled_at')} is null",
        instead: "('id')} is not null",
      },
    ],
    found: [
      {
        file: publication,
        test: 'is called off before its instant by the office alone, and then nobody ever sees anything of it',
        says: 'Array []',
      },
    ],
  },
  {
    name: 'results: half a term is seen while the other half is still prepared',
    edits: [
      {
        file: `${assessments}/result/released.sql.ts`,
        text: "('prepared_at')} is not null",
        instead: "('id')} is not null",
      },
    ],
    found: [
      {
        file: publication,
        test: 'of a term has all its sections, each at once or not at all, and shows none before it has every one',
        says: 'Array []',
      },
    ],
  },
  {
    name: 'results: what was said after the publication was planned is published with it',
    edits: [
      {
        file: `${assessments}/result/result-scores.loader.ts`,
        text: ' and s.version <= r.gradebook_version',
        instead: '',
      },
    ],
    found: [
      {
        file: publication,
        test: 'has the results as they stood when it was planned: what is said afterwards is in the gradebook alone',
        says: '"50"',
      },
    ],
  },
  {
    name: 'results: those who listen are told again when the telling is begun twice',
    edits: [
      {
        file: `${assessments}/publication/publication.reads.ts`,
        text: 'where t.publication_id = s.publication_id and t.section_id = s.section_id\n    )',
        instead: 'where t.publication_id = s.section_id and t.section_id = s.section_id\n    )',
      },
    ],
    found: [
      {
        file: publication,
        test: 'of a second click is one, and its work that is begun twice or lost on its way is done once',
        says: 'publication_telling_pkey',
      },
    ],
  },
  {
    name: 'results: an event points at two results of one student, which the live log refuses',
    edits: [
      {
        file: `${assessments}/publication/tell-publication.job.ts`,
        text: '...pointAtResults(some),',
        instead: '...pointAtResults([...results.values()].flat()),',
      },
    ],
    found: [
      {
        file: publication,
        test: 'of a term has all its sections, each at once or not at all, and shows none before it has every one',
        says: 'toBe',
      },
    ],
  },
  {
    name: 'results: finance that does not answer lets everybody see',
    edits: [
      {
        file: `${assessments}/result/shown.ts`,
        text: "if (isHeld === null) return 'UNCONFIRMED';",
        instead: "if (isHeld === null) return 'PUBLISHED';",
      },
    ],
    found: [
      {
        file: holds,
        test: 'is on hold while overdue fees hold it, and unconfirmed where finance does not say: never shown then',
        says: 'UNCONFIRMED',
      },
    ],
  },
  {
    name: 'results: a student whom finance does not name is taken for one who owes nothing',
    edits: [
      {
        file: `${assessments}/result/shown.ts`,
        text: 'isHeld: held.get(id) ?? null',
        instead: 'isHeld: held.size > 0 || ids.length === 0 ? (held.get(id) ?? null) : false',
      },
    ],
    found: [
      {
        file: holds,
        test: 'is on hold while overdue fees hold it, and unconfirmed where finance does not say: never shown then',
        says: 'UNCONFIRMED',
      },
    ],
  },
  {
    name: 'results: what is withheld counts in the average of its term',
    edits: [
      {
        file: `${assessments}/result/student.resolver.ts`,
        text: 'results.filter((_result, n) => shown[n])',
        instead: 'results.filter((_result, n) => shown[n] !== undefined)',
      },
    ],
    found: [
      {
        file: results,
        test: 'counts in its term for its credits, of what is shown and of nothing else',
        says: '40.00',
      },
    ],
  },
  {
    name: 'results: the version before an amendment goes on to hold',
    edits: [
      {
        file: `${assessments}/result/result.reads.ts`,
        text: 'sql`r.version desc`',
        instead: 'sql`r.version`',
      },
    ],
    found: [
      {
        file: results,
        test: 'is amended from its scores with a reason; what was published before stays readable for staff alone',
        says: '"version": 1',
      },
    ],
  },
  {
    name: 'results: an amendment shows what waits for its instant',
    edits: [
      {
        file: `${assessments}/result/amend-result.mutation.ts`,
        text: 'ofStudent.some(({ isReleased }) => !isReleased)',
        instead: 'ofStudent.length === 0',
      },
    ],
    found: [
      {
        file: 'subgraphs/assessments/tests/result-order.api.test.ts',
        test: 'what waits for its instant is not shown before it by an amendment',
        says: 'resolved instead of rejected',
      },
    ],
  },
  {
    name: 'a policy removed: everybody may listen for the results of a student',
    edits: [
      {
        file: `${assessments}/result/result.live.ts`,
        text: "    if (until === undefined) throw notFound('student');\n    return until;\n",
        instead: '    return until ?? null;\n',
      },
    ],
    found: [
      {
        file: results,
        test: 'reaches who listens for the student, and of each only what is theirs',
        says: 'NOT_FOUND',
      },
    ],
  },
  {
    name: 'a policy removed: every guardian sees results, whether or not they may see the records',
    edits: [
      {
        file: `${assessments}/person.ties.ts`,
        text: '    if (!recordsAccess) continue;\n',
        instead: '    if (recordsAccess === undefined) continue;\n',
      },
    ],
    found: [{ ...fromItsInstantOn, says: 'toBeNull' }],
  },
  {
    name: 'a policy removed: whoever sees a result may withhold it',
    edits: [
      {
        file: `${assessments}/result/result.policy.ts`,
        text: 'permit(request, isOffice, forbidden(',
        instead: "permit(request, isOffice || organizationId !== '', forbidden(",
      },
    ],
    found: [
      {
        file: results,
        test: 'that the office withholds is known to be there and shows nothing, until it is released with a reason',
        says: 'Expected: "FORBIDDEN"',
      },
    ],
  },
  {
    name: 'results: an amendment shows what a publication has still to take',
    edits: [
      {
        file: 'subgraphs/assessments/src/result/amend-result.mutation.ts',
        text: '(await isToBeTaken(request, book, path))',
        instead: '(await isToBeTaken(request, book, []))',
      },
    ],
    found: [
      {
        file: 'subgraphs/assessments/tests/result-order.api.test.ts',
        test: 'what a publication of the section has still to take is not shown before its instant by an amendment either',
        says: 'NO_ERROR',
      },
    ],
  },
];
