import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What the SDK of SendGrid sends, as far as it is looked at. */
interface MailSend {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[];
  readonly subject: string;
  readonly content: readonly { readonly value: string }[];
}

/** A stand-in for SendGrid that keeps what it is sent. */
export class Mailbox {
  readonly mails: Mail[] = [];
  readonly #server = createServer((request, response) => {
    this.#take(request).then(
      () => response.writeHead(202, { 'x-message-id': String(this.mails.length) }).end(),
      (error: Error) => response.destroy(error),
    );
  });

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((resolve) => mailbox.#server.listen(0, '127.0.0.1', resolve));
    return mailbox;
  }

  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const key = { SENDGRID_API_KEY: 'SG.of-a-test', SENDGRID_FROM: 'office@school.example' };
    return { EMAIL_CHANNEL: 'sendgrid', ...key, SENDGRID_URL: url };
  }

  /** The newest mail to somebody whose subject begins so; it is waited for. */
  async newest(to: string, subject: string): Promise<Mail> {
    for (let tries = 0; tries < 400; tries += 1) {
      const mail = this.mails.findLast((one) => one.to === to && one.subject.startsWith(subject));
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no mail called ${subject} came`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { personalizations, subject, content } = JSON.parse(Buffer.concat(chunks).toString()) as MailSend;
    this.mails.push({
      ...{ to: personalizations[0]?.to[0]?.email ?? '', subject, text: content[0]?.value ?? '' },
    });
  }
}

/** The link of a mail by which a password is chosen. */
export function linkIn({ text }: Mail): URL {
  return new URL(/https:\S+/.exec(text)?.[0] ?? '');
}
