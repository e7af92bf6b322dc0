import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { pageOf } from './document.pages.ts';
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
      ${page.notice ? `<p><strong>${escaped(page.notice)}</strong></p>` : ''}
      <table>
        <thead><tr>${cells('th scope="col"', page.heads).replaceAll('</th scope="col">', '</th>')}</tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </main>
  </body>
</html>
`;
}
