import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { sendgridChannel, sendgridSettings } from '../src/channels/sendgrid.ts';

interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

const message = {
  deliveryId: '0190c0de-0000-7000-8000-000000000001',
  to: 'guardian@example.test',
  subject: 'Absence on Thursday 12 March 2026',
  text: 'Dear guardian, {{name}} stays as it is.',
};

let server: Server;
let received: Received[];
/** What the stand-in does with a request that it has read. */
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  received = [];
  answer = (response) => response.writeHead(202, { 'x-message-id': 'provider-1' }).end();
  server = createServer((request, response) => {
    read(request).then(
      () => answer(response),
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

async function read(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  received.push({ method: request.method, path: request.url, headers: request.headers, body });
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function channel(url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`) {
  const environment = { SENDGRID_API_KEY: 'SG.key', SENDGRID_FROM: 'office@school.test', SENDGRID_URL: url };
  return sendgridChannel(sendgridSettings.parse({ ...environment, SENDGRID_TIMEOUT_MS: 200 }));
}

const sent = async () => {
  const error: unknown = await channel()
    .send(message)
    .catch((thrown: unknown) => thrown);
  return error as Error;
};

describe('A mail through SendGrid', () => {
  it('with a secret in it keeps its links, which would else lead by a server that keeps them', async () => {
    await channel().send({ ...message, secret: 'opens-it' });
    await channel().send(message);
    const tracked = received.map(({ body }) => body.tracking_settings);
    expect(tracked).toEqual([{ click_tracking: { enable: false, enable_text: false } }, undefined]);
    expect(JSON.stringify(received[0])).not.toContain('opens-it');
  });

  it('goes to the path, with the key, in the shape that SendGrid documents', async () => {
    await expect(channel().send(message)).resolves.toEqual({ providerId: 'provider-1' });
    const [request] = received;
    expect(received).toHaveLength(1);
    expect(request).toMatchObject({ method: 'POST', path: '/v3/mail/send' });
    expect(request?.headers.authorization).toBe('Bearer SG.key');
    expect(request?.headers['content-type']).toContain('application/json');
    expect(request?.body).toMatchObject({
      from: { email: 'office@school.test' },
      subject: message.subject,
      personalizations: [{ to: [{ email: message.to }] }],
      content: [{ type: 'text/plain', value: message.text }],
    });
  });

  it('carries its delivery id each time it is sent, so that the second one is known again', async () => {
    const sender = channel();
    await sender.send(message);
    await sender.send(message);
    for (const { body } of received) {
      expect(body).toMatchObject({
        custom_args: { delivery_id: message.deliveryId },
        headers: { 'X-Delivery-Id': message.deliveryId },
      });
    }
    expect(received).toHaveLength(2);
  });

  it('that SendGrid finds faulty is refused for good', async () => {
    answer = (response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"errors":[{"message":"bad","field":"to"}]}');
    expect(await sent()).toBeInstanceOf(ChannelRefused);
  });

  it.each([401, 403, 429, 500, 503])('that meets a %i is sent again later', async (status) => {
    answer = (response) => response.writeHead(status).end();
    const error = await sent();
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ChannelRefused);
    expect(error).not.toBeInstanceOf(ChannelUnconfirmed);
  });

  it('whose answer does not come in time is unconfirmed', async () => {
    answer = () => undefined;
    expect(await sent()).toBeInstanceOf(ChannelUnconfirmed);
    expect(received).toHaveLength(1);
  });

  it('whose answer is lost with the connection is unconfirmed', async () => {
    answer = (response) => response.socket?.resetAndDestroy();
    expect(await sent()).toBeInstanceOf(ChannelUnconfirmed);
    expect(received).toHaveLength(1);
  });

  it('whose answer breaks off in the middle is unconfirmed', async () => {
    answer = (response) => {
      response.writeHead(202, { 'content-length': '100' }).write('{');
      setImmediate(() => response.socket?.destroy());
    };
    expect(await sent()).toBeInstanceOf(ChannelUnconfirmed);
  });

  it('that never left is sent again later, and is not unconfirmed', async () => {
    const error: unknown = await channel('http://127.0.0.1:1/')
      .send(message)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ChannelUnconfirmed);
  });

  it('fails without a word of what it said or whom it was for', async () => {
    answer = (response) =>
      response.writeHead(400).end(`{"errors":[{"message":"${message.to} is no address"}]}`);
    const error = await sent();
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('example.test');
  });
});
