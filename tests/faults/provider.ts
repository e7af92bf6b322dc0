import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../scripts/seed/random.ts';
import type { Mails, SentMail } from './mails.ts';

const key = 'SG.of-a-test';

/** Of SendGrid's own request, what is looked at. */
interface MailSend {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[];
  readonly subject: string;
  readonly custom_args: { readonly delivery_id: string };
}

/** A stand-in for SendGrid: it takes what the SDK sends, and its answer is lost now and then though it has the mail. */
export class Provider implements Mails {
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  readonly #mails: SentMail[] = [];
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
    return {
      EMAIL_CHANNEL: 'sendgrid',
      SENDGRID_API_KEY: key,
      SENDGRID_FROM: 'office@school.example',
      SENDGRID_URL: `http://127.0.0.1:${port}/`,
      SENDGRID_TIMEOUT_MS: '1000',
    };
  }

  async sent(): Promise<readonly SentMail[]> {
    return [...this.#mails];
  }

  /** Resolves when it has the next mail, which it then never answers. */
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
    const { method, url, headers } = request;
    if (method !== 'POST' || url !== '/v3/mail/send' || headers.authorization !== `Bearer ${key}`) {
      response.writeHead(401).end();
      return;
    }
    // Before it has the mail: it is busy, and says so.
    if (this.#random.below(10) === 0) {
      response.writeHead(503).end();
      return;
    }
    const { personalizations, subject, custom_args } = JSON.parse(
      Buffer.concat(chunks).toString(),
    ) as MailSend;
    const to = personalizations[0]?.to[0]?.email ?? '';
    this.#mails.push({ deliveryId: custom_args.delivery_id, to, subject });
    const next = this.#next;
    this.#next = null;
    if (next) next();
    else if (this.#random.below(10) === 0) response.socket?.resetAndDestroy();
    else response.writeHead(202, { 'x-message-id': String(this.#mails.length) }).end();
  }
}
