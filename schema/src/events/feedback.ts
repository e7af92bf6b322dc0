import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Somebody told the school something. What, and who, is read in the graph. */
export const ItemGiven = defineEvent('feedback.item-given', z.object({ feedbackItemId: id }));

/** Something was said to it, by the school or by whoever gave it; or the school said how it ended. */
export const ItemReplied = defineEvent(
  'feedback.item-replied',
  z.object({ feedbackItemId: id, replyId: id, isResolved: z.boolean() }),
);
