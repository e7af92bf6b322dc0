import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Scores were entered in a gradebook: a fact for staff alone. Nothing of it reaches students or guardians before a publication. */
export const Scored = defineEvent(
  'assessments.scored',
  z.object({ sectionId: id, lineItemIds: z.array(id), studentIds: z.array(id) }),
);

/** A publication has gone a step further: results were taken, all of them are, or it was called off. A fact for staff alone. */
export const PublicationAdvanced = defineEvent(
  'assessments.publication-advanced',
  z.object({ publicationId: id }),
);

const results = z.object({
  results: z.array(z.object({ resultId: id, sectionId: id, studentId: id })),
});

/**
 * Results can be seen now: their instant has come, or what held them back is gone. What they are is read in the graph, under the
 * rights of who reads.
 */
export const ResultPublished = defineEvent('assessments.result-published', results);

/** Another version has taken the place of a result that was published. */
export const ResultAmended = defineEvent('assessments.result-amended', results);

/** The office holds a result back from now on. */
export const ResultWithheld = defineEvent('assessments.result-withheld', results);

/** Work is due within a day, and these students have not handed it in: what it is called is asked by whoever tells them. */
export const WorkDue = defineEvent(
  'assessments.work-due',
  z.object({ work: z.array(z.object({ lineItemId: id, sectionId: id, studentIds: z.array(id) })) }),
);
