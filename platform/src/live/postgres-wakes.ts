import { Client } from 'pg';
import type { Logger } from '../log.ts';

interface Wakes {
  readonly databaseUrl: string;
  readonly channel: string;
  readonly log: Logger;
  /** LISTEN was answered, for the first time or again after the link broke: from here on nothing goes untold. */
  onListening(): void;
  onNotified(payload: string): void;
}

const retryMs = [20, 50, 100, 250, 500];

/** One connection that does nothing but LISTEN, and comes back when it breaks. */
export class PostgresWakes {
  readonly #wakes: Wakes;
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;

  constructor(wakes: Wakes) {
    this.#wakes = wakes;
    this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  #connect(): void {
    const { databaseUrl, channel, log } = this.#wakes;
    // Probes tell a link that died without a word within seconds.
    const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 5_000 };
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'learnova-live',
      ...keepAlive,
    });
    this.#client = client;
    const listen = async () => {
      await client.connect();
      client.on('notification', ({ payload = '' }) => this.#wakes.onNotified(payload));
      await client.query(`listen ${channel}`);
      this.#failures = 0;
      if (!this.#closed) this.#wakes.onListening();
    };
    const broken = (error?: unknown) => {
      if (this.#closed || this.#client !== client) return;
      this.#client = undefined;
      log.warn({ err: error }, 'the link that wakes the live log broke');
      client.end().catch(() => undefined);
      this.#retry = setTimeout(
        () => this.#connect(),
        retryMs[Math.min(this.#failures++, retryMs.length - 1)],
      );
    };
    client.on('error', broken);
    client.on('end', () => broken());
    listen().catch(broken);
  }
}
