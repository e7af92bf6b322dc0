import { z } from 'zod';
import { defineAsk, id, instant, text } from '../define.ts';

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
