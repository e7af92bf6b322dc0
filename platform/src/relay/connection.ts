import { Client, escapeIdentifier } from 'pg';
import { outboxChannel } from '../outbox/notify.ts';

/** One relay is active in a database: whoever holds this session lock. */
const relayLock = 7_301_003;

interface ConnectionOptions {
  readonly databaseUrl: string;
  /** Milliseconds without a word after which the server ends the session, and with it the turn. */
  readonly silenceMs: number;
  /** Messages have committed in the outbox of this schema. */
  onWritten(schema: string): void;
  onEnd(): void;
}

/**
 * The one connection of a relay. It holds the lock and carries every statement, so a relay that has lost the lock can write
 * nothing more. It beats: of a process that is frozen, or behind a dead link, the server hears nothing and takes the lock away.
 */
export class RelayConnection {
  readonly #client: Client;
  readonly #beat: NodeJS.Timeout;
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  private constructor(client: Client, silenceMs: number) {
    this.#client = client;
    this.#beat = setInterval(() => {
      // An answer is not needed; a link that is broken says so by its own event.
      this.query('select').catch(() => undefined);
    }, silenceMs / 4);
  }

  static async open({
    databaseUrl,
    silenceMs,
    onWritten,
    onEnd,
  }: ConnectionOptions): Promise<RelayConnection> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'learnova-relay',
      keepAlive: true,
      query_timeout: 30_000,
    });
    let connection: RelayConnection | undefined;
    const ended = () => {
      connection?.ended();
      onEnd();
    };
    client.on('error', ended);
    client.on('end', ended);
    client.on('notification', ({ payload = '' }) => onWritten(payload));
    await client.connect();
    connection = new RelayConnection(client, silenceMs);
    try {
      await connection.query(sessionSql(silenceMs));
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** One statement after the other, in the order of the calls. */
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[] }> {
    const result = this.#last.then(() => this.#client.query<R>(text, values));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** One statement in a transaction of its own under a role: one message to the server, and one answer. */
  async as<R extends object>(role: string, statement: string): Promise<R[]> {
    try {
      const results = await this.query(
        `begin; set local role ${escapeIdentifier(role)}; ${statement}; commit`,
      );
      // The driver answers several statements with several results; its types do not know.
      const [, , result] = results as unknown as { rows: R[] }[];
      return result?.rows ?? [];
    } catch (error) {
      if (this.#isOpen) await this.query('rollback');
      throw error;
    }
  }

  /** Tries to become the active relay, and then listens to what is written. */
  async lock(): Promise<boolean> {
    const { rows } = await this.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      relayLock,
    ]);
    if (!rows[0]?.mine) return false;
    await this.query(`listen ${outboxChannel}`);
    return true;
  }

  async close(): Promise<void> {
    this.ended();
    await this.#client.end();
  }

  private ended(): void {
    this.#isOpen = false;
    clearInterval(this.#beat);
  }
}

/** The server is to notice within `silenceMs` that this end is gone, be it frozen, unplugged or in the middle of something. */
function sessionSql(silenceMs: number): string {
  const seconds = Math.max(1, Math.floor(silenceMs / 3_000));
  // (What the JIT compiler would take for a statement of the relay is longer than the statement takes.)
  return `
    set idle_session_timeout = ${silenceMs};
    set idle_in_transaction_session_timeout = ${silenceMs};
    set tcp_keepalives_idle = ${seconds};
    set tcp_keepalives_interval = ${seconds};
    set tcp_keepalives_count = 2;
    set jit = off;
  `;
}
