import { z } from 'zod';
import { decimal, defineAsk, id, instant, page, text } from '../define.ts';

/**
 * What students have still to hand in of these line items, for a message that is written now: those that are due yet, and of which
 * nothing was submitted, scored or excused. Unknown ids are left out.
 */
export const WorkToHandIn = defineAsk('assessments.work-to-hand-in', {
  admits: ['notifications'],
  input: z.object({ studentIds: z.array(id), lineItemIds: z.array(id) }),
  output: z.array(
    z.object({
      studentId: id,
      work: z.array(z.object({ lineItemId: id, sectionId: id, title: text, dueAt: instant })),
    }),
  ),
});

/**
 * The results of sections as they are printed for staff: of each student the result that holds or is to hold, or, where there is none
 * yet, what the scores come to now. Students of whom nothing was said are left out, and so are sections without a gradebook. Of fees
 * nothing is said: staff is not told of them.
 */
export const ResultSheets = defineAsk('assessments.result-sheets', {
  admits: ['frontend'],
  input: z.object({ sectionIds: z.array(id) }),
  output: z.array(
    z.object({
      sectionId: id,
      organizationId: id,
      academicSessionId: id,
      /** Those by which the entries were graded: more than one where the scheme was changed between publications. */
      scales: z.array(
        z.object({
          title: z.string(),
          /** From the lowest to the highest. */
          bands: z.array(z.object({ grade: z.string(), lowerBound: decimal })),
        }),
      ),
      entries: z.array(
        z.object({
          studentId: id,
          /** A draft follows from the scores as they are; it moves with each of them and was published to nobody. */
          state: z.enum(['DRAFT', 'SCHEDULED', 'PUBLISHED', 'WITHHELD']),
          /** Of the result; null of a draft. */
          version: z.int().nullable(),
          /** Since when it can be seen, or from when on; null of a draft. */
          publishedAt: instant.nullable(),
          percentage: decimal.nullable(),
          grade: z.string().nullable(),
          isPassing: z.boolean().nullable(),
          isComplete: z.boolean(),
        }),
      ),
    }),
  ),
});

/**
 * What students see of their results now, by section: those whose instant has come, the one that holds of each section, and none that
 * the office withholds. Pointers alone: what they are, and whether fees hold them back, is read in the graph. Without students, a page
 * of those who were ever given one, after an id. Each student who is asked about is named.
 */
export const PublishedResults = defineAsk('assessments.published-results', {
  admits: ['frontend', 'notifications'],
  input: z.object({
    studentIds: z.array(id).nullable(),
    ...page,
  }),
  output: z.array(
    z.object({
      studentId: id,
      results: z.array(z.object({ resultId: id, sectionId: id, publishedAt: instant })),
    }),
  ),
});
