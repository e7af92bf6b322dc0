import type { Request } from '@learnova/platform/request';
import { Sections } from '@learnova/schema/asks/academics';
import { Names, Organizations } from '@learnova/schema/asks/users';
import type { Sheet } from './document.policy.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names and titles are anybody's text. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

interface Page {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A page to print, in the words of its school: what it says stands in the document's own columns. */
export async function documentPage(request: Request, sheet: Sheet): Promise<string> {
  const [organization] = await request.ask(Organizations, { organizationIds: [sheet.facts.organizationId] });
  const page = await pageOf(request, sheet, organization?.timeZone ?? 'UTC');
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');
  const facts = page.facts
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
    .join('');
  const rows = page.rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escaped(page.title)}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="../home/document.css">
  </head>
  <body>
    <main>
      <p>${escaped(organization?.name ?? '')}</p>
      <h1>${escaped(page.title)}</h1>
      <dl>${facts}</dl>
      <table>
        <thead><tr>${cells('th scope="col"', page.heads).replaceAll('</th scope="col">', '</th>')}</tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </main>
  </body>
</html>
`;
}

async function pageOf(request: Request, sheet: Sheet, timeZone: string): Promise<Page> {
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

async function namesOf(request: Request, ids: readonly string[]): Promise<(id: string) => string> {
  const people = await request.ask(Names, { personIds: [...new Set(ids)].sort() });
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  return (id) => names.get(id) ?? '';
}

function amount(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
