import type { People } from '../../k6/people.ts';
import type { Ask } from '../../k6/school.ts';
import type { Tally } from '../../k6/tally.ts';
import { type Answer, Visitor, type Watching } from '../story/client.ts';
import type { Measure } from './scenario.model.ts';

/** Was refused or failed, and is counted already. */
export class Refused extends Error {}

/** A token holds for fifteen minutes: whoever acts for longer signs in again. */
const renewAfterMs = 10 * 60_000;
/** A screen that is sent away sooner was never let in; later its token has ended, and it comes back. */
const tooSoonMs = 5_000;

interface Submitted {
  readonly registerId: string;
  readonly expectedVersion: number;
  readonly marks: readonly { readonly studentId: string }[];
}

/** Everybody who acts or watches, and what was measured of it. */
export class Crowd implements AsyncDisposable {
  readonly times = new Map<Measure, number[]>();
  readonly errors = new Map<string, number>();
  requests = 0;
  /** What was submitted for the first time: something is new for each of these students. */
  readonly first: { readonly registerId: string; readonly studentIds: readonly string[] }[] = [];
  readonly #nobody: Visitor;
  readonly #password: string;
  readonly #visitors = new Map<string, { readonly since: number; readonly visitor: Promise<Visitor> }>();
  /** When each register was last submitted. */
  readonly #clicks = new Map<string, number>();
  readonly #screens = new Set<Watching<unknown>>();
  #isOver = false;

  constructor(url: string, { password }: People) {
    this.#nobody = new Visitor(url);
    this.#password = password;
  }

  /** Times the first request from the instant at which it was due, and others from when they are sent. */
  asking(dueAt?: number): Ask {
    let due = dueAt;
    return async <T>(...[as, measure, query, variables]: Parameters<Ask>): Promise<T> => {
      const visitor = as ? await this.#visitor(as) : this.#nobody;
      const began = due ?? performance.now();
      due = undefined;
      const register = measure === 'submit' ? (variables.input as Submitted) : null;
      if (register) this.#clicks.set(register.registerId, began);
      this.requests += 1;
      const answer = await visitor.ask<T>(query, { ...variables }).catch(failed);
      const [error] = answer.errors ?? [];
      if (error || !answer.data) {
        this.#count(error?.extensions?.code);
        throw new Refused(error?.message ?? 'nothing was answered');
      }
      if (measure) this.#took(measure, performance.now() - began);
      if (register?.expectedVersion === 0)
        this.first.push({ ...register, studentIds: register.marks.map(({ studentId }) => studentId) });
      return answer.data;
    };
  }

  /**
   * Opens a screen, and opens it again where it ends by itself, as it does with its token. Resolves when it is live.
   * @param tally keeps what it has shown
   */
  async watch<T>(
    as: string,
    measure: 'board' | 'child',
    query: string,
    variables: Record<string, unknown>,
    tally: Tally,
    registerIdOf: (data: T) => string,
  ): Promise<void> {
    const opened = performance.now();
    const visitor = await this.#visitor(as);
    const screen = visitor.watch<T>(
      query,
      variables,
      tally.lastCursor,
      ({ data, extensions, errors = [] }) => {
        for (const error of errors) this.#count(error.extensions?.code);
        if (!data) return;
        const registerId = registerIdOf(data);
        tally.see(registerId, String(extensions?.cursor));
        const click = this.#clicks.get(registerId);
        if (click !== undefined) this.#took(measure, performance.now() - click);
      },
    );
    this.#screens.add(screen);
    void screen.ended.then(async () => {
      this.#screens.delete(screen);
      if (this.#isOver) return;
      if (performance.now() - opened < tooSoonMs) this.#count('SCREEN_ENDED');
      else await this.watch(as, measure, query, variables, tally, registerIdOf);
    });
    await screen.started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#screens].map((screen) => screen.leave()));
  }

  /** Signed in, and again before the token ends. */
  #visitor(email: string): Promise<Visitor> {
    const known = this.#visitors.get(email);
    if (known && performance.now() - known.since < renewAfterMs) return known.visitor;
    const visitor = this.#nobody.signIn(email, this.#password);
    this.#visitors.set(email, { since: performance.now(), visitor });
    return visitor;
  }

  #count(code: unknown): void {
    const name = String(code ?? 'NO_DATA');
    this.errors.set(name, (this.errors.get(name) ?? 0) + 1);
  }

  #took(measure: Measure, milliseconds: number): void {
    const times = this.times.get(measure) ?? [];
    this.times.set(measure, times);
    times.push(milliseconds);
  }
}

/** No answer came: the name of the error is its code. */
function failed({ name, message }: Error): Answer<never> {
  return { errors: [{ message, extensions: { code: name } }] };
}
