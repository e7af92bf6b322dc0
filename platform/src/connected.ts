import { Client } from 'pg';
import { CannotStart } from './cannot-start.ts';

/**
 * A connection to the database of `DATABASE_URL`; whoever gets it ends it.
 * @throws CannotStart when the database does not let the login in; what it says goes to the operator, never the password
 */
export async function connected(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw cannotUse('The database of DATABASE_URL', error);
  }
}

export function cannotUse(what: string, error: unknown): CannotStart {
  // Of several addresses tried, the error of all of them says nothing.
  const [first = error] = error instanceof AggregateError ? error.errors : [];
  return new CannotStart(`${what} cannot be used: ${(first as Error).message}.`);
}
