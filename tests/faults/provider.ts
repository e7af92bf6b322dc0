import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../scripts/seed/random.ts';
import type { Mails, SentMail } from './mails.ts';

const key = 'SG.of-a-test';
const account = `AC${'0'.repeat(32)}`;
const apiKey = `SK${'1'.repeat(32)}`;
const texts = `/2010-04-01/Accounts/${account}/Messages.json`;

/** Of SendGrid's own request, what is looked at. */
interface MailSend {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[];
  readonly subject: string;
  readonly custom_args: { readonly delivery_id: string };
}

/** A text message as Twilio keeps it. */
interface SentText {
  readonly deliveryId: string;
  readonly to: string;
  readonly body: string;
}

/**
 * A stand-in for SendGrid and for Twilio: it takes what their SDKs send, and its answer is lost now and then though it has the message.
 * As Twilio it lists what it has for a number, at once.
 */
export class Provider implements Mails {
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  readonly #mails: SentMail[] = [];
  readonly #texts: SentText[] = [];
  readonly #random: Random;
  #next: (() => void) | null = null;

  private constructor(random: Random) {
    this.#random = random;
  }

  static async start(random: Random): Promise<Provider> {
    const provider = new Provider(random);
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  /** By which the workers find it. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.#server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    return {
      EMAIL_CHANNEL: 'sendgrid',
      SENDGRID_API_KEY: key,
      SENDGRID_FROM: 'office@school.example',
      SENDGRID_URL: url,
      SENDGRID_TIMEOUT_MS: '1000',
      SMS_CHANNEL: 'twilio',
      PUBLIC_URL: 'https://school.example',
      TWILIO_ACCOUNT_SID: account,
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: 'of a test',
      TWILIO_SENDER: '+12025550100',
      TWILIO_URL: url,
      TWILIO_TIMEOUT_MS: '1000',
      TWILIO_SETTLE_MS: '0',
    };
  }

  async sent(): Promise<readonly SentMail[]> {
    return [...this.#mails];
  }

  /** Every text message that it has, one that it got twice as often. */
  get texts(): readonly string[] {
    return this.#texts.map(({ deliveryId }) => deliveryId);
  }

  /** Resolves when it has the next message, which it then never answers. */
  takesNext(): Promise<void> {
    return new Promise((resolve) => {
      this.#next = resolve;
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method, headers } = request;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://provider');
    const isTwilio = pathname === texts && headers.authorization === basic;
    if (method === 'GET' && isTwilio) return this.#list(searchParams.get('To') ?? '', response);
    const isMail = pathname === '/v3/mail/send' && headers.authorization === `Bearer ${key}`;
    if (method !== 'POST' || !(isMail || isTwilio)) {
      response.writeHead(401).end();
      return;
    }
    // Before it has the message: it is busy, and says so.
    if (this.#random.below(10) === 0) {
      response.writeHead(503).end();
      return;
    }
    if (isMail) this.#takeMail(JSON.parse(body) as MailSend);
    else this.#takeText(new URLSearchParams(body));
    const next = this.#next;
    this.#next = null;
    if (next) next();
    else if (this.#random.below(10) === 0) response.socket?.resetAndDestroy();
    else if (isMail) response.writeHead(202, { 'x-message-id': String(this.#mails.length) }).end();
    else reply(response, 201, { sid: `SM${this.#texts.length}` });
  }

  #takeMail({ personalizations, subject, custom_args }: MailSend): void {
    const to = personalizations[0]?.to[0]?.email ?? '';
    this.#mails.push({ deliveryId: custom_args.delivery_id, to, subject });
  }

  #takeText(sent: URLSearchParams): void {
    const deliveryId = new URL(sent.get('StatusCallback') ?? '').searchParams.get('delivery') ?? '';
    this.#texts.push({ deliveryId, to: sent.get('To') ?? '', body: sent.get('Body') ?? '' });
  }

  #list(number: string, response: ServerResponse): void {
    const messages = this.#texts
      .filter(({ to }) => to === number)
      .map(({ body }, n) => ({ sid: `SM${n}`, body }));
    reply(response, 200, { messages, next_page_uri: null });
  }
}

const basic = `Basic ${Buffer.from(`${apiKey}:of a test`).toString('base64')}`;

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
