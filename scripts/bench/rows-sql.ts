import { Client, escapeIdentifier as quoted } from 'pg';

/** The baseline: the very rows of a run, under the same indexes and checks, in one statement a table and one transaction. */
export class RowsSql implements AsyncDisposable {
  readonly #client: Client;
  readonly #schema: string;
  readonly #tables: readonly string[];
  #copies = 0;

  private constructor(client: Client, schema: string, tables: readonly string[]) {
    this.#client = client;
    this.#schema = schema;
    this.#tables = tables;
  }

  /** @param tables that the run writes to, and from which nobody deletes again */
  static async open(databaseUrl: string, schema: string, tables: readonly string[]): Promise<RowsSql> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('create schema kept');
    return new RowsSql(client, schema, tables);
  }

  /** Keeps the rows that are there now. @returns how many, by table */
  async keep(): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const table of this.#tables) {
      const { rowCount } = await this.#client.query(
        `create table kept.${table} as table ${this.#schema}.${table}`,
      );
      counts[table] = rowCount ?? 0;
    }
    return counts;
  }

  /** Writes them again into empty tables like those they came from. @returns milliseconds */
  async write(): Promise<number> {
    this.#copies += 1;
    const copy = quoted(`copy${this.#copies}`);
    await this.#client.query(`create schema ${copy}`);
    for (const table of this.#tables)
      await this.#client.query(`create table ${copy}.${table} (like ${this.#schema}.${table} including all)`);
    const began = performance.now();
    await this.#client.query('begin');
    for (const table of this.#tables)
      await this.#client.query(`insert into ${copy}.${table} select * from kept.${table}`);
    await this.#client.query('commit');
    const took = performance.now() - began;
    await this.#client.query(`drop schema ${copy} cascade`);
    return took;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
