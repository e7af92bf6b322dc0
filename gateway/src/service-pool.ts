import type { Service } from './service.ts';

interface Held {
  readonly service: Service;
  holders: number;
}

/** The services of all supergraphs in use. One that stays from one to the next keeps its connections, its breakers and its bounds. */
export class ServicePool {
  readonly #create: (name: string, url: string) => Service;
  readonly #held = new Map<string, Held>();

  constructor(create: (name: string, url: string) => Service) {
    this.#create = create;
  }

  /** The service of this name at this URL, for one holder more. */
  take(name: string, url: string): Service {
    const key = JSON.stringify([name, url]);
    const held = this.#held.get(key) ?? { service: this.#create(name, url), holders: 0 };
    held.holders += 1;
    this.#held.set(key, held);
    return held.service;
  }

  /** Closes those that nobody holds any more. */
  async release(services: Iterable<Service>): Promise<void> {
    const released = new Set(services);
    const unheld: Service[] = [];
    for (const [key, held] of this.#held) {
      if (!released.has(held.service)) continue;
      held.holders -= 1;
      if (held.holders > 0) continue;
      this.#held.delete(key);
      unheld.push(held.service);
    }
    await Promise.all(unheld.map((service) => service.close()));
  }
}
