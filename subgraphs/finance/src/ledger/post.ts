import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { checkBalance, type Line } from './ledger.rules.ts';
import { LedgerLine, LedgerPosting, type PostingKind } from './posting.entity.ts';

export interface Entry {
  readonly organizationId: string;
  readonly kind: PostingKind;
  readonly documentId: string;
  readonly day: string;
  readonly currency: string;
  readonly lines: readonly Line[];
}

/** Enters a document in the books, in the command's own flush. */
export function post(request: Request, { currency, lines, ...entry }: Entry, now: Date): void {
  checkBalance(lines);
  const { actor } = request;
  const posting = Object.assign(new LedgerPosting(), {
    ...entry,
    id: newId(),
    recordedBy: actor.kind === 'person' ? actor.personId : null,
    recordedAt: now,
  });
  request.em.persist([
    posting,
    ...lines.map((line, no) =>
      Object.assign(new LedgerLine(), { ...line, postingId: posting.id, no, currency }),
    ),
  ]);
}
