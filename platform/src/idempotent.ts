import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { person } from './actor.ts';
import { IdempotencyEntry } from './idempotency-entry.entity.ts';
import { wasOvertaken } from './overtaken.ts';
import { badInput, Refusal, refusal } from './refusal.ts';
import type { Request } from './request.ts';

/** The description of every `idempotencyKey`. */
export const keyDescription =
  'Names this command: the same for each try of one, another for each other. Sent again under it within ' +
  'thirty days, it is carried out once. 8 to 200 characters; a UUID is a good one.';

/** What a command did: enough to answer a second call by rereading, under the rights that hold then. */
export interface Done {
  readonly aggregateId: string;
  readonly version: number;
}

interface Command<T> {
  /** Rereads what the first call did. */
  readonly replay: (done: Done) => Promise<T>;
  /** Loads, decides, calls `remember` and commits; runs again from its beginning, by the time of then, when somebody else committed first. */
  readonly run: (remember: (done: Done) => void) => Promise<T>;
}

/**
 * Carries a command out once, however often it is sent under one key by one person: the second click and the retry after a
 * lost reply get the first one's answer. Another input under the same key is refused; a refusal is not remembered.
 *
 * The entry is part of the command's own flush, so of two calls at once one commits, and the other is overtaken. Who was overtaken
 * decides anew upon what stands now, and so is refused with the reason that holds now. That reason may be this very
 * command, sent twice: before a refusal is told, the entry is looked for again.
 */
export async function idempotent<T>(
  request: Request,
  input: { readonly idempotencyKey: string },
  command: Command<T>,
): Promise<T> {
  const { idempotencyKey, ...rest } = input;
  if (idempotencyKey.length < 8 || idempotencyKey.length > 200) {
    throw badInput(
      ['input', 'idempotencyKey'],
      'An idempotency key has 8 to 200 characters; a UUID is a good one.',
    );
  }
  const inputHash = createHash('sha256').update(canonical(rest)).digest('hex');
  const { done, now } = await lookUp(request, idempotencyKey, inputHash);
  request.itIs(now);
  if (done) return command.replay(done);
  const remember = ({ aggregateId, version }: Done) => {
    const key = {
      actorId: person(request).personId,
      operation: request.operation ?? '',
      key: idempotencyKey,
    };
    const entry = Object.assign(new IdempotencyEntry(), {
      ...key,
      inputHash,
      aggregateId,
      version,
      createdAt: now,
    });
    request.em.persist(entry);
  };
  try {
    return await decided(request, () => command.run(remember));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    request.forget();
    const again = await lookUp(request, idempotencyKey, inputHash);
    if (again.done) return command.replay(again.done);
    throw error;
  }
}

const attempts = 3;

async function decided<T>(request: Request, run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (request.em.isInTransaction()) await request.em.rollback();
      if (!wasOvertaken(error)) throw error;
      if (attempt === attempts) throw busy();
      request.forget();
      // Whoever was faster may have written a later time than that at which this command began.
      request.timePassed();
    }
  }
}

function busy(): Refusal {
  return refusal('BUSY', 'Others are changing the same at this moment. Send the command again.', {
    retryable: true,
  });
}

interface Row {
  now: Date;
  input_hash: string | null;
  aggregate_id: string;
  version: number;
}

/** The entry and the time in one statement, since every command needs both. */
async function lookUp(
  request: Request,
  key: string,
  inputHash: string,
): Promise<{ done: Done | null; now: Date }> {
  const { personId } = person(request);
  const { rows } = await sql<Row>`
    select platform.now() as now, entry.input_hash, entry.aggregate_id, entry.version
    from (select 1) one
    left join idempotency_entry entry
      on entry.actor_id = ${personId} and entry.operation = ${request.operation} and entry.key = ${key}
  `.execute(request.reads<unknown>());
  const [row] = rows;
  if (!row) throw new Error('the database told no time');
  if (row.input_hash === null) return { done: null, now: row.now };
  if (row.input_hash !== inputHash) {
    throw refusal(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used with another input. Use a new key for a new command.',
      { field: ['input', 'idempotencyKey'] },
    );
  }
  return { done: { aggregateId: row.aggregate_id, version: row.version }, now: row.now };
}

/** JSON with sorted keys, so that the order in which a client writes its fields makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
