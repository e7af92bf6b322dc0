import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Logger } from '@learnova/platform/log';
import { counter, type Registry } from '@learnova/platform/metrics';
import type { Documents } from './documents.ts';
import { Generation } from './generation.ts';
import type { Timeouts } from './options.ts';
import type { Service } from './service.ts';
import type { ServicePool } from './service-pool.ts';
import type { Supergraph } from './supergraph.ts';
import type { Usage } from './usage.ts';

interface Parts {
  readonly pool: ServicePool;
  /** Loads a supergraph. @param isChecked whether nobody is believed that it holds */
  readonly load: (
    supergraphSdl: string,
    serviceAt: (name: string, url: string) => Service,
    isChecked: boolean,
  ) => Promise<Supergraph>;
  /** Throws when what else the gateway does has no place in these services. */
  readonly check: (services: ReadonlyMap<string, Service>) => void;
  readonly documentsOf: (supergraph: Supergraph) => Documents;
  readonly usage: Usage;
  readonly timeouts: Timeouts;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly newRequestId: () => string;
}

type Follower = () => Promise<void>;

/** Operations that are planned before a new supergraph serves, and milliseconds that planning them may take. */
const WARMED = 200;
const WARMING_MS = 5_000;
/** Milliseconds between two questions to a service that is not ready yet, and for one of them. */
const ASK_AGAIN_MS = 250;
const PATIENCE_MS = 2_000;

/** The supergraph that is served, and how another takes its place: loaded beside it, judged, and then at once or not at all. */
export class Generations {
  readonly #parts: Parts;
  readonly #followers: Follower[] = [];
  readonly #reloads;
  readonly #closing = new AbortController();
  /** Those that have been replaced, until they have ended. */
  readonly #leaving = new Set<Promise<void>>();
  /** Replacements, one after the other. */
  #replacing: Promise<unknown> = Promise.resolve();
  #current: Generation;
  #text: string;

  private constructor(parts: Parts, first: Generation, text: string) {
    this.#parts = parts;
    this.#current = first;
    this.#text = text;
    this.#reloads = counter(
      parts.metrics,
      'gateway_supergraph_reloads_total',
      'Supergraphs that were to take the place of the one before',
      ['outcome'],
    );
  }

  /** Rejects when the supergraph cannot be loaded. */
  static async begin(supergraphSdl: string, parts: Parts): Promise<Generations> {
    return new Generations(parts, await loaded(supergraphSdl, 1, false, parts), supergraphSdl);
  }

  get current(): Generation {
    return this.#current;
  }

  /** Told when there is another. The one before stays whole until all have followed. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  /** Whether this one is served now. One that does not hold changes nothing: why is in the log. */
  replace(supergraphSdl: string): Promise<boolean> {
    const replaced = this.#replacing.then(() => this.#replace(supergraphSdl));
    this.#replacing = replaced;
    return replaced;
  }

  /** When nobody asks any more. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the gateway ends'));
    await this.#replacing;
    await Promise.all(this.#leaving);
    await this.#end(this.#current);
  }

  async #replace(supergraphSdl: string): Promise<boolean> {
    if (supergraphSdl === this.#text) return true;
    const { log } = this.#parts;
    const start = performance.now();
    let next: Generation;
    try {
      next = await this.#judged(supergraphSdl);
    } catch (error) {
      this.#reloads.inc({ outcome: 'refused' });
      log.error({ err: error }, 'a supergraph is refused: the one before goes on');
      return false;
    }
    const last = this.#current;
    this.#current = next;
    this.#text = supergraphSdl;
    this.#reloads.inc({ outcome: 'served' });
    const ms = Math.round(performance.now() - start);
    log.info({ generation: next.number, ms }, 'another supergraph is served');
    const leaving = this.#leave(last).finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
    return true;
  }

  /** Loaded, complete and warm; else nothing is left of it. */
  async #judged(supergraphSdl: string): Promise<Generation> {
    this.#closing.signal.throwIfAborted();
    const next = await loaded(supergraphSdl, this.#current.number + 1, true, this.#parts);
    try {
      const known = new Set(this.#current.supergraph.services.values());
      const others = [...next.supergraph.services.values()].filter((service) => !known.has(service));
      await Promise.all(others.map((service) => this.#ready(service)));
      await this.#warm(next);
      this.#closing.signal.throwIfAborted();
      return next;
    } catch (error) {
      await this.#end(next);
      throw error;
    }
  }

  /** A service that is new may start at the same time as we hear of it. Rejects when it is not ready in time. */
  async #ready(service: Service): Promise<void> {
    const { timeouts, newRequestId } = this.#parts;
    const { signal } = this.#closing;
    const tooLate = performance.now() + timeouts.join;
    for (;;) {
      try {
        return await service.ready({ requestId: newRequestId(), signal }, PATIENCE_MS);
      } catch (error) {
        if (signal.aborted || performance.now() + ASK_AGAIN_MS > tooLate)
          throw new Error(`${service.name}, which is new, is not ready`, { cause: error });
      }
      await sleep(ASK_AGAIN_MS);
    }
  }

  /** Plans what is asked most, each in a turn of its own: requests go on meanwhile. */
  async #warm({ documents, supergraph }: Generation): Promise<void> {
    const tooLate = performance.now() + WARMING_MS;
    for (const used of this.#parts.usage.most(WARMED)) {
      await turn();
      if (performance.now() > tooLate || this.#closing.signal.aborted) return;
      const operation = documents.foreseen(used);
      try {
        if (operation) supergraph.prepare(operation);
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'an operation cannot be planned for the next supergraph');
      }
    }
  }

  /** Never rejects. */
  async #leave(last: Generation): Promise<void> {
    try {
      await Promise.all(this.#followers.map((follower) => follower()));
      await last.drained(this.#parts.timeouts.operation);
      await this.#end(last);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'a supergraph that was replaced did not end as it should');
    }
  }

  async #end({ supergraph }: Generation): Promise<void> {
    await supergraph.stop();
    await this.#parts.pool.release(supergraph.services.values());
  }
}

async function loaded(
  supergraphSdl: string,
  number: number,
  isChecked: boolean,
  { pool, load, check, documentsOf }: Parts,
): Promise<Generation> {
  const taken: Service[] = [];
  const serviceAt = (name: string, url: string) => {
    const service = pool.take(name, url);
    taken.push(service);
    return service;
  };
  try {
    const supergraph = await load(supergraphSdl, serviceAt, isChecked);
    check(supergraph.services);
    return new Generation(number, supergraph, documentsOf(supergraph));
  } catch (error) {
    await pool.release(taken);
    throw error;
  }
}
