import { holdsRole, type Request, type Standing } from '@learnova/platform/request';
import { SectionsOf } from '@learnova/schema/asks/academics';
import { ResultSheets } from '@learnova/schema/asks/assessments';
import { RegisterSheets } from '@learnova/schema/asks/attendance';
import { InvoiceSheets, ReceiptSheets } from '@learnova/schema/asks/finance';
import { PaysFor } from '@learnova/schema/asks/users';
import { bursary, overseers } from '@learnova/schema/role-groups';
import type { z } from 'zod';
import type { DocumentKind } from './document-link.entity.ts';

type One<C extends { readonly output: z.ZodType<unknown> }> =
  z.infer<C['output']> extends readonly (infer T)[] ? T : never;

export type Sheet =
  | { readonly kind: 'INVOICE'; readonly facts: One<typeof InvoiceSheets> }
  | { readonly kind: 'RECEIPT'; readonly facts: One<typeof ReceiptSheets> }
  | { readonly kind: 'REGISTER'; readonly facts: One<typeof RegisterSheets> }
  | { readonly kind: 'SECTION_RESULTS'; readonly facts: One<typeof ResultSheets> };

/** Who wants to see it: asked for anew whenever an address is made, and whenever it is opened. */
export interface Reader {
  readonly personId: string;
  readonly standing: Standing;
}

/** The document as it stands, if it is there and the reader may see it now: by the rules of those who own it. */
export async function sheetFor(
  request: Request,
  { personId, standing }: Reader,
  kind: DocumentKind,
  documentId: string,
): Promise<Sheet | null> {
  if (kind === 'INVOICE') {
    const [facts] = await request.ask(InvoiceSheets, { invoiceIds: [documentId] });
    if (!facts) return null;
    const paying = await request.ask(PaysFor, { payerIds: [personId] });
    const isFamily =
      facts.studentId === personId || paying.some(({ studentId }) => studentId === facts.studentId);
    return isFamily || holdsRole(standing, bursary, facts.organizationId) ? { kind, facts } : null;
  }
  if (kind === 'RECEIPT') {
    const [facts] = await request.ask(ReceiptSheets, { paymentIds: [documentId] });
    if (!facts) return null;
    const may = facts.payerId === personId || holdsRole(standing, bursary, facts.organizationId);
    return may ? { kind, facts } : null;
  }
  if (kind === 'SECTION_RESULTS') {
    const [facts] = await request.ask(ResultSheets, { sectionIds: [documentId] });
    return facts && (await keepsSection(request, { personId, standing }, facts)) ? { kind, facts } : null;
  }
  const [facts] = await request.ask(RegisterSheets, { registerIds: [documentId] });
  return facts && (await keepsSection(request, { personId, standing }, facts)) ? { kind, facts } : null;
}

/** Teaches the section now, or oversees the organization that it belongs to. */
async function keepsSection(
  request: Request,
  { personId, standing }: Reader,
  { sectionId, organizationId }: { readonly sectionId: string; readonly organizationId: string },
): Promise<boolean> {
  if (holdsRole(standing, overseers, organizationId)) return true;
  const taught = await request.ask(SectionsOf, { studentIds: [], staffIds: [personId] });
  return taught.some((one) => one.sectionId === sectionId);
}
