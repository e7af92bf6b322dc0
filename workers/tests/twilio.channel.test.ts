import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { twilioChannel, twilioSettings } from '../src/channels/twilio.ts';

const account = `AC${'0'.repeat(32)}`;
const messages = `/2010-04-01/Accounts/${account}/Messages.json`;
const message = {
  deliveryId: '0190c0de-0000-7000-8000-a1b2c3d4e5f6',
  to: '+12025550143',
  text: 'School: Absence. Ref A1B2C3D4E5F6',
  reference: 'A1B2C3D4E5F6',
  mayBeThereForMs: null as number | null,
};

let server: Server;
let received: { method: string; path: string; authorization: string; body: URLSearchParams }[];
/** What Twilio lists as taken. */
let taken: { sid: string; body: string }[];
/** What the stand-in does with a message that it has read. */
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  [received, taken] = [[], []];
  answer = (response) => reply(response, 201, { sid: 'SM1' });
  server = createServer((request, response) => {
    read(request).then(
      () => {
        if (request.method === 'POST') answer(response);
        else reply(response, 200, { messages: taken, page: 0, page_size: 50, next_page_uri: null });
      },
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const reply = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

async function read(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  const body = new URLSearchParams(Buffer.concat(chunks).toString());
  received.push({ method, path: url, authorization: headers.authorization ?? '', body });
}

function channel(timeoutMs = 5_000, url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`) {
  const key = {
    TWILIO_API_KEY: `SK${'1'.repeat(32)}`,
    TWILIO_API_SECRET: 'of a test',
    TWILIO_SENDER: '+12025550100',
  };
  const waits = { TWILIO_TIMEOUT_MS: String(timeoutMs), TWILIO_SETTLE_MS: '1000' };
  const at = { PUBLIC_URL: 'https://school.example', TWILIO_ACCOUNT_SID: account, TWILIO_URL: url };
  return twilioChannel(twilioSettings.parse({ ...key, ...waits, ...at }));
}
const failure = async (what = message, by = channel()) => {
  const error: unknown = await by.send(what).catch((thrown: unknown) => thrown);
  return error as Error;
};
const posts = () => received.filter(({ method }) => method === 'POST');

describe('A text message through Twilio', () => {
  it('goes to the account, with the key, in the shape that Twilio documents, and says where its news are to come', async () => {
    await expect(channel().send(message)).resolves.toEqual({ providerId: 'SM1' });
    const [request] = received;
    expect(received).toHaveLength(1);
    expect(request).toMatchObject({ method: 'POST', path: messages });
    expect(request?.authorization).toBe(
      `Basic ${Buffer.from(`SK${'1'.repeat(32)}:of a test`).toString('base64')}`,
    );
    expect(Object.fromEntries(request?.body ?? [])).toEqual({
      To: message.to,
      From: '+12025550100',
      Body: message.text,
      StatusCallback: `https://school.example/-/notifications/twilio/status?delivery=${message.deliveryId}`,
    });
  });

  it('is not looked for where it was never sent', async () => {
    await channel().send(message);
    expect(received.map(({ method }) => method)).toEqual(['POST']);
  });

  it('that may be there is looked for among those to this number, and when it is there it is not sent again', async () => {
    taken = [
      { sid: 'SM7', body: 'School: Absence. Ref 000000000000' },
      { sid: 'SM8', body: message.text },
    ];
    await expect(channel().send({ ...message, mayBeThereForMs: 5 })).resolves.toEqual({ providerId: 'SM8' });
    expect(received).toHaveLength(1);
    expect(received[0]?.path).toContain(`${messages}?To=%2B12025550143`);
  });

  it('that may be there and is not listed yet is waited for, and then sent again', async () => {
    const waits = await failure({ ...message, mayBeThereForMs: 999 });
    expect(waits).not.toBeInstanceOf(ChannelUnconfirmed);
    expect(posts()).toEqual([]);
    await expect(channel().send({ ...message, mayBeThereForMs: 1_000 })).resolves.toEqual({
      providerId: 'SM1',
    });
    expect(posts()).toHaveLength(1);
  });

  it.each([
    [400, 21211, 'UNDELIVERABLE'],
    [400, 21614, 'UNDELIVERABLE'],
    [400, 21610, 'OPTED_OUT'],
    [400, 21617, null],
  ])('that Twilio finds faulty is refused for good (%i, %i)', async (status, code, address) => {
    answer = (response) => reply(response, status, { status, code, message: `${message.to} will not do` });
    expect(await failure()).toMatchObject({ name: 'ChannelRefused', address });
  });

  it.each([401, 403, 429, 503])('that meets a %i is sent again later', async (status) => {
    answer = (response) => reply(response, status, { status, code: 20_000, message: 'no' });
    const error = await failure();
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ChannelRefused);
    expect(error).not.toBeInstanceOf(ChannelUnconfirmed);
    expect(posts()).toHaveLength(1);
  });

  it('at which Twilio fails is unconfirmed', async () => {
    answer = (response) => reply(response, 500, { status: 500, code: 20_500, message: 'no' });
    expect(await failure()).toBeInstanceOf(ChannelUnconfirmed);
  });

  it('whose answer does not come in time, or is lost, or breaks off, is unconfirmed', async () => {
    answer = () => undefined;
    expect(await failure(message, channel(200))).toBeInstanceOf(ChannelUnconfirmed);
    answer = (response) => response.socket?.resetAndDestroy();
    expect(await failure()).toBeInstanceOf(ChannelUnconfirmed);
    answer = (response) => {
      response.writeHead(201, { 'content-length': '100' }).write('{');
      setImmediate(() => response.socket?.destroy());
    };
    expect(await failure()).toBeInstanceOf(ChannelUnconfirmed);
    expect(posts()).toHaveLength(3);
  });

  it('that never left is sent again later, and is not unconfirmed', async () => {
    const error = await failure(message, channel(5_000, 'http://127.0.0.1:1'));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ChannelUnconfirmed);
  });

  it('fails without a word of what it said or whom it was for', async () => {
    answer = (response) =>
      reply(response, 400, { status: 400, code: 21_211, message: `${message.to} is no number` });
    const error = await failure();
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toMatch(/2025550143|Absence/);
  });
});
