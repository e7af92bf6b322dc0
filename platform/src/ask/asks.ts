import type { AskContract } from '@learnova/schema/define';
import type { ServiceName } from '@learnova/schema/services';
import { Refusal, unavailable } from '../refusal.ts';
import type { Asks, Caller } from '../request.ts';
import type { Running } from '../running.ts';

type Answering = Pick<Running, 'answer'>;

/** Asks of services that run in this process: all of them in the embedded profile, and each service's own. */
export class InProcessAsks implements Asks {
  readonly #services = new Map<ServiceName, Answering>();
  readonly #elsewhere: Asks | undefined;

  constructor(elsewhere?: Asks) {
    this.#elsewhere = elsewhere;
  }

  register(name: ServiceName, service: Answering): void {
    this.#services.set(name, service);
  }

  async ask(contract: AskContract<never, unknown>, input: unknown, caller: Caller): Promise<unknown> {
    const owner = this.#services.get(contract.owner);
    if (!owner) {
      if (this.#elsewhere) return this.#elsewhere.ask(contract, input, caller);
      throw unavailable(contract.owner);
    }
    return owner.answer(contract.name, input, caller);
  }
}

/** How a service proves to another that it is itself. */
export interface ServiceCredentials {
  /** A service token that stands for some time yet. */
  token(): Promise<string>;
}

/** Asks over HTTP, with the calling service's own token; the person is named in `act`. */
export class HttpAsks implements Asks {
  readonly #urls: Readonly<Record<ServiceName, string>>;
  readonly #credentials: ServiceCredentials;
  readonly #deadlineMs: number;

  constructor(
    urls: Readonly<Record<ServiceName, string>>,
    credentials: ServiceCredentials,
    deadlineMs = 5_000,
  ) {
    this.#urls = urls;
    this.#credentials = credentials;
    this.#deadlineMs = deadlineMs;
  }

  async ask(contract: AskContract<never, unknown>, input: unknown, caller: Caller): Promise<unknown> {
    const answer = await this.#post(contract, JSON.stringify({ input, act: caller.act }), caller.requestId);
    const body = (await answer.json()) as { output?: unknown; error?: { code: string; message: string } };
    if (answer.ok) return contract.output.parse(body.output);
    if (answer.status < 500 && body.error) throw new Refusal(body.error.code, body.error.message);
    throw unavailable(contract.owner);
  }

  async #post(contract: AskContract<never, unknown>, body: string, requestId: string): Promise<Response> {
    try {
      return await fetch(`${this.#urls[contract.owner]}/asks/${contract.name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await this.#credentials.token()}`,
          'x-request-id': requestId,
        },
        body,
        signal: AbortSignal.timeout(this.#deadlineMs),
      });
    } catch (error) {
      throw Object.assign(unavailable(contract.owner), { cause: error });
    }
  }
}
