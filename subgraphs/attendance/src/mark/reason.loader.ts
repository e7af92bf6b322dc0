import { defineLoader } from '@learnova/platform/loader';
import type { AttendanceTables } from '../tables.ts';
import { CorrectionReason } from './correction-reason.entity.ts';

/** Reasons by the mark that they explain. Whoever asks has shown that the mark's register is theirs as a whole. */
export const reasonLoader = defineLoader<CorrectionReason>({
  type: 'AttendanceMark.reason',
  keyOf: ({ markId }) => markId,
  keyOfReference: ({ markId }) => markId,
  load: async (request, markIds) => {
    const rows = await request
      .reads<AttendanceTables>()
      .selectFrom('correction_reason')
      .select(['mark_id as markId', 'reason'])
      .where('mark_id', 'in', markIds)
      .execute();
    return rows.map((row) => Object.assign(new CorrectionReason(), row));
  },
  visible: async (_request, reasons) => reasons,
});
