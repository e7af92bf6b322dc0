import { topic } from '@learnova/schema/topics';
import type { Mails } from './mails.ts';
import { type Played, subjectOf } from './play.ts';
import type { Stage } from './stage.ts';

/** What has been told, in the words of a ledger: a line for each mail or notification, each as often as it was. */
export interface Told {
  readonly mails: readonly string[];
  readonly notifications: readonly string[];
}

/** Everything that a guardian was told, by whichever way. A mail that a provider got twice under one delivery id counts once. */
export async function toldBy(stage: Stage, mails: Mails): Promise<Told> {
  const sent = new Map((await mails.sent()).map((mail) => [mail.deliveryId, mail]));
  const { rows } = await stage.database.query<{ person: string; day: string; kind: string }>(
    'select person_id as person, date::text as day, kind from notifications.notification',
  );
  return {
    mails: [...sent.values()].map(({ to, subject }) => `${to}: ${subject}`).sort(),
    notifications: rows.map(({ person, day, kind }) => `${person} ${day} ${kind}`).sort(),
  };
}

/**
 * What must have been told of these plots. The third guardian's first absence was corrected at once: whether the grace time had
 * passed by then is a matter of moments, but either nothing was said of it or exactly that and its correction.
 */
export function expected(played: readonly Played[], told: Told): Told {
  const mails: string[] = [];
  const notifications: string[] = [];
  for (const { plot } of played) {
    const { day, pupils } = plot;
    for (const [index, { guardian }] of pupils.entries()) {
      const corrected = `${guardian.email}: ${subjectOf(day, true)}`;
      const wasTold = index === 0 || (index === 2 && told.mails.includes(corrected));
      mails.push(`${guardian.email}: ${subjectOf(day, false)}`, ...(wasTold ? [corrected] : []));
      const isTwice = index === 1 || wasTold;
      const kinds = ['ABSENCE', ...(isTwice ? ['ABSENCE'] : []), ...(wasTold ? ['ABSENCE_CORRECTED'] : [])];
      notifications.push(...kinds.map((kind) => `${guardian.id} ${day} ${kind}`));
    }
  }
  return { mails: mails.sort(), notifications: notifications.sort() };
}

/** Each mail has its stored delivery, each delivery its mail, and each says that it was sent. */
export async function deliveries(stage: Stage): Promise<{ ids: string[]; states: string[] }> {
  const { rows } = await stage.database.query<{ id: string; state: string }>(
    'select id, state from notifications.delivery order by id',
  );
  return { ids: rows.map(({ id }) => id), states: [...new Set(rows.map(({ state }) => state))] };
}

/** The stored versions of each register: 1, 2, 3 without a gap, or nothing. */
export async function versions(stage: Stage): Promise<Map<string, number>> {
  const { rows } = await stage.database.query<{ id: string; newest: number; count: number }>(
    `select register_id as id, max(version)::integer as newest, count(*)::integer as count
     from attendance.register_version group by 1`,
  );
  const torn = rows.filter(({ newest, count }) => newest !== count);
  if (torn.length > 0) throw new Error(`registers with a gap: ${JSON.stringify(torn)}`);
  return new Map(rows.map(({ id, newest }) => [id, newest]));
}

/** What the live log says of all boards: register and version of each event, in order. @throws when a number comes twice */
export async function logged(stage: Stage): Promise<string[]> {
  const board = topic('attendance.board', stage.school.organizationId);
  const entries = await stage.liveLog.read(board, 0, 100_000);
  const numbers = entries.map(({ number }) => number);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    throw new Error(`numbers out of order: ${numbers}`);
  return entries.map(({ pointer }) => `${pointer.key.id} ${pointer.version}`);
}

/** The events of these registers, each register's in the order of its versions. */
export function eventsOf(stored: ReadonlyMap<string, number>): string[] {
  return [...stored].flatMap(([id, newest]) =>
    Array.from({ length: newest }, (_, index) => `${id} ${index + 1}`),
  );
}
