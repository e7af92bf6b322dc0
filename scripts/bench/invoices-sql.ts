import { Client, escapeIdentifier as quoted } from 'pg';

/** What an invoice run writes and nobody deletes again. */
const written = [
  ...['invoice', 'ledger_posting', 'ledger_line', 'invoice_run_item', 'invoice_run_outcome', 'audit_entry'],
] as const;

/** The baseline: the very rows of a run, under the same indexes and checks, in one statement a table and one transaction. */
export class InvoicesSql implements AsyncDisposable {
  readonly #client: Client;
  #copies = 0;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(databaseUrl: string): Promise<InvoicesSql> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('create schema kept');
    return new InvoicesSql(client);
  }

  /** Keeps the rows that are there now. @returns how many, by table */
  async keep(): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const table of written) {
      const { rowCount } = await this.#client.query(`create table kept.${table} as table finance.${table}`);
      counts[table] = rowCount ?? 0;
    }
    return counts;
  }

  /** Writes them again into empty tables like those they came from. @returns milliseconds */
  async write(): Promise<number> {
    this.#copies += 1;
    const copy = quoted(`copy${this.#copies}`);
    await this.#client.query(`create schema ${copy}`);
    for (const table of written)
      await this.#client.query(`create table ${copy}.${table} (like finance.${table} including all)`);
    const began = performance.now();
    await this.#client.query('begin');
    for (const table of written)
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
