import type { Request } from '@learnova/platform/request';
import { Sections } from '@learnova/schema/asks/academics';
import type { Sheet } from './document.policy.ts';
import { namesOf, type Page } from './page.ts';
import { sectionResultsPage } from './section-results.page.ts';

/** What a document says, in the words of its school. @param timeZone of its organization */
export async function pageOf(request: Request, sheet: Sheet, timeZone: string): Promise<Page> {
  if (sheet.kind === 'INVOICE') {
    const { number, studentId, currency, issuedOn, dueOn, charges, outstandingMinor, isReversed } =
      sheet.facts;
    const nameOf = await namesOf(request, [studentId]);
    const total = charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return {
      title: `Invoice ${number}`,
      facts: [
        ...[
          ['For', nameOf(studentId)] as const,
          ['Issued on', issuedOn] as const,
          ['Due on', dueOn] as const,
        ],
        ['To be paid', isReversed ? 'Nothing: it was taken back' : amount(outstandingMinor, currency)],
      ],
      heads: ['What', 'Amount'],
      rows: [
        ...charges.map(({ title, amountMinor }) => [title, amount(amountMinor, currency)]),
        ['Total', amount(total, currency)],
      ],
    };
  }
  if (sheet.kind === 'RECEIPT') {
    const { number, payerId, currency, receivedOn, amountMinor, refundedMinor, isReversed } = sheet.facts;
    const nameOf = await namesOf(request, [payerId]);
    return {
      title: `Receipt ${number}`,
      facts: [
        ['Received from', nameOf(payerId)],
        ['Received on', receivedOn],
      ],
      heads: ['What', 'Amount'],
      rows: [
        [isReversed ? 'Payment, taken back' : 'Payment', amount(amountMinor, currency)],
        ...(refundedMinor > 0 ? [['Given back', amount(refundedMinor, currency)]] : []),
      ],
    };
  }
  if (sheet.kind === 'SECTION_RESULTS') return sectionResultsPage(request, sheet.facts, timeZone);
  const { sectionId, date, startsAt, entries } = sheet.facts;
  const [section] = await request.ask(Sections, { sectionIds: [sectionId] });
  const nameOf = await namesOf(
    request,
    entries.map(({ studentId }) => studentId),
  );
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(new Date(startsAt));
  const collator = new Intl.Collator('en');
  return {
    title: `Register ${section?.title ?? ''}`.trim(),
    facts: [
      ['Day', date],
      ['Begins at', time],
    ],
    heads: ['Student', 'Code', 'Meaning', 'Minutes late'],
    rows: entries
      .map(({ studentId, code, name, minutesLate }) => [
        nameOf(studentId),
        code,
        name,
        String(minutesLate ?? ''),
      ])
      .toSorted(([one = ''], [other = '']) => collator.compare(one, other)),
  };
}

function amount(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
