import { defineLoader } from '@learnova/platform/loader';
import { refusal } from '@learnova/platform/refusal';
import { DocumentReason } from './document-reason.entity.ts';

/** Reasons of documents that whoever asks has shown to keep the accounts of. */
export const reasons = defineLoader<DocumentReason>({
  type: 'DocumentReason',
  keyOf: ({ documentId }) => documentId,
  keyOfReference: ({ documentId }) => documentId,
  load: (request, ids) => request.em.find(DocumentReason, { documentId: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});

/** @throws FINANCE_REASON_MISSING */
export function reasonFor(documentId: string, reason: string): DocumentReason {
  if (reason.trim().length === 0 || reason.length > 500)
    throw refusal('FINANCE_REASON_MISSING', 'This takes a reason, in 1 to 500 characters. Add one.', {
      field: ['input', 'reason'],
    });
  return Object.assign(new DocumentReason(), { documentId, reason });
}
