export interface Recorded {
  readonly deliveryId: string;
  readonly recipient: string;
  /** Of a mail alone. */
  readonly subject?: string;
  readonly text: string;
  readonly recordedAt: Date;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const titles = { mail: 'Recorded mail', sms: 'Recorded text messages' } as const;

/** A page without a script. Each row's id is `mail-<delivery id>`; every value is escaped, since names are anybody's text. */
export function recordedPage(what: keyof typeof titles, messages: readonly Recorded[]): string {
  const title = titles[what];
  const columns = what === 'mail' ? ['When', 'To', 'Subject', 'Text'] : ['When', 'To', 'Text'];
  const rows = messages.map(
    ({ deliveryId, recordedAt, recipient, subject, text }) => `
      <tr id="${what}-${escaped(deliveryId)}">
        <td><time>${escaped(recordedAt.toISOString())}</time></td>
        <td>${escaped(recipient)}</td>${subject === undefined ? '' : `\n        <td>${escaped(subject)}</td>`}
        <td><pre>${escaped(text)}</pre></td>
      </tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem }
      table { border-collapse: collapse }
      th, td { border-bottom: 1px solid #ccc; padding: .5rem 1rem; text-align: left; vertical-align: top }
      pre { font: inherit; margin: 0; white-space: pre-wrap }
    </style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>What would have gone out. Nothing was sent; the newest stands first.</p>
    <table>
      <thead><tr>${columns.map((column) => `<th>${column}</th>`).join('')}</tr></thead>
      <tbody>${rows.join('')}
      </tbody>
    </table>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
