import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { notifications } from '@learnova/notifications';
import { databaseName, roleName } from '@learnova/platform/database';
import { newId } from '@learnova/platform/ids';
import { silent } from '@learnova/platform/log';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Pool } from 'pg';
import { recordedChannel } from '../src/channels/recorded.ts';
import { openChannels } from '../src/channels.ts';

let subgraph: TestSubgraph;
let pool: Pool;
beforeAll(async () => {
  subgraph = await TestSubgraph.start(notifications, { environment: { EMAIL_CHANNEL: 'recorded' } });
  const { databaseUrl } = subgraph;
  const role = roleName(databaseName(databaseUrl), 'notifications');
  pool = new Pool({ connectionString: databaseUrl, options: `-c role=${role}`, max: 5 });
});
afterAll(async () => {
  await pool.end();
  await subgraph.close();
});

const mail = (deliveryId: string, text = 'Dear guardian') => {
  return { deliveryId, to: 'guardian@example.test', subject: 'Absence', text };
};
const page = (accept: string, running = subgraph.running) => {
  const call = { params: {}, query: {}, headers: { accept }, body: new Uint8Array() };
  return running.route('public', 'GET', 'mail', call, newId());
};
const recorded = async () =>
  JSON.parse(String((await page('application/json')).body)).mails as { deliveryId: string }[];

it('a mail that is sent again, even at the same moment, is recorded once', async () => {
  const channel = recordedChannel(pool);
  const deliveryId = newId();
  const answers = await Promise.all(Array.from({ length: 5 }, () => channel.send(mail(deliveryId))));
  expect(new Set(answers.map((answer) => answer.providerId))).toEqual(new Set([deliveryId]));
  expect((await recorded()).filter((kept) => kept.deliveryId === deliveryId)).toHaveLength(1);
});

it('the page shows the newest mail first, to people as a table and to programs as JSON', async () => {
  const channel = recordedChannel(pool);
  const [first, second] = [newId(), newId()];
  await channel.send(mail(first));
  await channel.send(mail(second, '<b>bold</b>'));
  expect((await recorded()).slice(0, 2)).toMatchObject([
    { deliveryId: second, recipient: 'guardian@example.test' },
    { deliveryId: first },
  ]);
  const { status, headers, body } = await page('text/html');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(String(body).indexOf(`mail-${second}`)).toBeLessThan(String(body).indexOf(`mail-${first}`));
  expect(body).toContain('&lt;b&gt;bold&lt;/b&gt;');
});

it('what of a mail nobody but its receiver may read is not recorded', async () => {
  const deliveryId = newId();
  const text = 'Open https://school.example/-/frontend/password#opens-it within 30 minutes.';
  await recordedChannel(pool).send({ ...mail(deliveryId, text), secret: 'opens-it' });
  const kept = JSON.stringify((await recorded()).filter((one) => one.deliveryId === deliveryId));
  expect(kept).toContain('frontend/password#(not recorded) within');
  expect(kept).not.toContain('opens-it');
});

it('a channel that cannot store a mail says so, and the mail is tried again', async () => {
  const broken = recordedChannel({ query: () => Promise.reject(new Error('no connection')) });
  await expect(broken.send(mail(newId()))).rejects.toThrow('no connection');
});

it('there is no such page where real mail is sent', async () => {
  const real = await TestSubgraph.start(notifications, { environment: { EMAIL_CHANNEL: 'sendgrid' } });
  try {
    await expect(page('text/html', real.running)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  } finally {
    await real.close();
  }
});

it('nobody shows mail to everybody by having forgotten to say where it goes', () => {
  expect(() => openChannels(subgraph.databaseUrl, silent, {})).toThrow('EMAIL_CHANNEL: missing');
});
