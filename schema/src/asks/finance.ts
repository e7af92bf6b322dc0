import { z } from 'zod';
import { defineAsk, id } from '../define.ts';

/**
 * Whether the rules of the schools hold back results of these students now, by the ledger and the clock: nothing is stored that
 * could be stale. Each student is named in the answer. Whoever asks withholds where no answer comes, and of whom it does not name.
 */
export const Holds = defineAsk('finance.holds', {
  admits: ['finance'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(z.object({ studentId: id, held: z.boolean() })),
});
