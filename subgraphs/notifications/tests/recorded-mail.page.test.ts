import { expect, it } from '@jest/globals';
import { recordedPage } from '../src/recorded-mail/recorded-mail.page.ts';

const mail = {
  deliveryId: '0190c0de-0000-7000-8000-000000000001',
  recipient: 'a"b@example.test',
  subject: 'Absence',
  text: `- <script>alert('x')</script> O'Neil & Sons: absent`,
  recordedAt: new Date('2026-03-12T08:00:00Z'),
};

it('a name that is HTML stands on the page as text', () => {
  const page = recordedPage('mail', [mail]);
  expect(page).not.toContain('<script');
  expect(page).toContain('- &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; O&#39;Neil &amp; Sons: absent');
  expect(page).toContain('a&quot;b@example.test');
});

it('a mail is found by its delivery', () => {
  expect(recordedPage('mail', [mail])).toContain(`<tr id="mail-${mail.deliveryId}">`);
});
