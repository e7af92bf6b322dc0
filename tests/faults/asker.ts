import { Pool } from 'undici';
import type { Answer } from '../../scripts/story/client.ts';
import { lingerMs } from './replicas.ts';
import { pause } from './wait.ts';

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * A client who asks again and again, by connections that are kept. It goes to the next gateway where no connection comes about, as a
 * proxy does; what has been sent once is never sent again.
 */
export class Asker {
  answered = 0;
  /** What was no answer, or one with errors. */
  readonly failed: string[] = [];
  readonly #pools: readonly Pool[];
  readonly #bearer: () => Promise<string>;
  #isLeaving = false;
  readonly #done: Promise<void>;

  /** @param everyMs from an answer to the next question */
  constructor(
    urls: readonly string[],
    bearer: () => Promise<string>,
    { questions, everyMs }: { questions: readonly Question[]; everyMs: number },
  ) {
    this.#bearer = bearer;
    this.#pools = urls.map((url) => new Pool(url, { connections: 1, keepAliveTimeout: lingerMs / 3 }));
    this.#done = this.#stay(questions, everyMs);
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#done;
    await Promise.all(this.#pools.map((pool) => pool.close()));
  }

  async #stay(questions: readonly Question[], everyMs: number): Promise<void> {
    for (let n = 0; !this.#isLeaving; n += 1) {
      const question = questions[n % questions.length];
      if (question) await this.#ask(question);
      await pause(everyMs);
    }
  }

  async #ask(question: Question): Promise<void> {
    const at = new Date().toISOString();
    try {
      const { data, errors } = await this.#answer(question, await this.#bearer());
      if (data && !errors?.length) this.answered += 1;
      else this.failed.push(`${at} ${JSON.stringify(errors)}`);
    } catch (error) {
      this.failed.push(`${at} ${String(error)}`);
    }
  }

  async #answer(question: Question, authorization: string): Promise<Answer<unknown>> {
    const request = {
      path: '/graphql',
      method: 'POST' as const,
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(question),
    };
    for (const pool of this.#pools) {
      try {
        const { body } = await pool.request(request);
        return (await body.json()) as Answer<unknown>;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      }
    }
    throw new Error('no gateway takes connections');
  }
}
