export interface Mail {
  readonly deliveryId: string;
  readonly recipient: string;
  readonly subject: string;
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

/** A page without a script. Each row's id is `mail-<delivery id>`; every value is escaped, since names are anybody's text. */
export function recordedMailPage(mails: readonly Mail[]): string {
  const rows = mails.map(
    (mail) => `
      <tr id="mail-${escaped(mail.deliveryId)}">
        <td><time>${escaped(mail.recordedAt.toISOString())}</time></td>
        <td>${escaped(mail.recipient)}</td>
        <td>${escaped(mail.subject)}</td>
        <td><pre>${escaped(mail.text)}</pre></td>
      </tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Recorded mail</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem }
      table { border-collapse: collapse }
      th, td { border-bottom: 1px solid #ccc; padding: .5rem 1rem; text-align: left; vertical-align: top }
      pre { font: inherit; margin: 0; white-space: pre-wrap }
    </style>
  </head>
  <body>
    <h1>Recorded mail</h1>
    <p>Mail that would have gone out. Nothing was sent; the newest stands first.</p>
    <table>
      <thead><tr><th>When</th><th>To</th><th>Subject</th><th>Text</th></tr></thead>
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
