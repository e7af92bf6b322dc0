import type { AskContract } from '@learnova/schema/define';
import type { ServiceName } from '@learnova/schema/services';
import type { Reach } from '../reach.ts';
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
  /** A service token that stands for some time yet, and another one than was refused. */
  token(refused?: string): Promise<string>;
}

interface Answered {
  readonly status: number;
  readonly output?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Asks over HTTP, with the calling service's own token; the person is named in `act`. An ask changes nothing, so it may be sent again. */
export class HttpAsks implements Asks {
  readonly #services: Readonly<Record<ServiceName, Reach>>;
  readonly #credentials: ServiceCredentials;
  readonly #deadlineMs: number;

  constructor(
    services: Readonly<Record<ServiceName, Reach>>,
    credentials: ServiceCredentials,
    deadlineMs = 5_000,
  ) {
    this.#services = services;
    this.#credentials = credentials;
    this.#deadlineMs = deadlineMs;
  }

  async ask(contract: AskContract<never, unknown>, input: unknown, caller: Caller): Promise<unknown> {
    const body = JSON.stringify({ input, act: caller.act });
    const { status, output, error } = await this.#reach(contract, body, caller.requestId);
    if (status < 300) return contract.output.parse(output);
    if (status < 500 && error) throw new Refusal(error.code, error.message);
    throw unavailable(contract.owner);
  }

  async #reach(contract: AskContract<never, unknown>, body: string, requestId: string): Promise<Answered> {
    try {
      const token = await this.#credentials.token();
      const answered = await this.#post(contract, { body, requestId, token });
      if (answered.status !== 401) return answered;
      // The key that signed it was withdrawn since.
      const another = await this.#credentials.token(token);
      return await this.#post(contract, { body, requestId, token: another });
    } catch (error) {
      throw Object.assign(unavailable(contract.owner), { cause: error });
    }
  }

  async #post(
    contract: AskContract<never, unknown>,
    { body, requestId, token }: { body: string; requestId: string; token: string },
  ): Promise<Answered> {
    const answer = await this.#services[contract.owner].fetch(`/asks/${contract.name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-request-id': requestId,
      },
      body,
      signal: AbortSignal.timeout(this.#deadlineMs),
    });
    return { ...((await answer.json()) as Omit<Answered, 'status'>), status: answer.status };
  }
}
