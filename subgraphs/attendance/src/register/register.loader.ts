import type { Done } from '@learnova/platform/idempotent';
import { defineLoader, fresh } from '@learnova/platform/loader';
import { changedMeanwhile, notFound, type Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Meetings } from '@learnova/schema/asks/academics';
import { Names, Organizations } from '@learnova/schema/asks/users';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { loadCodes } from '../code/code.loader.ts';
import { excusedIn } from '../excusal/excusal.reads.ts';
import type { AttendanceTables } from '../tables.ts';
import { AttendanceMark } from './register.entity.ts';
import { visibleRegisters } from './register.policy.ts';
import { notTakenYet, Register, withLeave } from './register.type.ts';

/** The one door to registers: taken ones from their rows, others from the meeting that they are the roll of. */
export const registerLoader = defineLoader<Register>({
  type: 'Register',
  load: async (request, ids) => {
    const taken = await loadTaken(request, ids);
    const meetingIds = ids.filter((id) => !taken.some((register) => register.id === id));
    const meetings = meetingIds.length > 0 ? await request.ask(Meetings, { meetingIds }) : [];
    return underLeave(request, [...taken, ...meetings.map(notTakenYet)]);
  },
  visible: visibleRegisters,
});

/** Lays the leave of their students over registers: one query, however many. */
export async function underLeave(request: Request, registers: readonly Register[]): Promise<Register[]> {
  const excused = await excusedIn(request, registers);
  return registers.map((register) => withLeave(register, excused.get(register.id) ?? new Set()));
}

/** Those of the registers that the request may see, in the given order. */
export async function loadRegisters(request: Request, ids: readonly string[]): Promise<Register[]> {
  return (await request.loadMany(registerLoader, ids)).filter((register) => register !== null);
}

/** Registers that were taken, out of their versions and marks: one query, however many. */
export async function loadTaken(request: Request, ids: readonly string[]): Promise<Register[]> {
  const rows = await request
    .reads<AttendanceTables>()
    .selectFrom('register_version as first')
    .innerJoinLateral(
      (db) =>
        db
          .selectFrom('register_version')
          .select(['version', 'recorded_by', 'recorded_at'])
          .whereRef('register_version.register_id', '=', 'first.register_id')
          .orderBy('version', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .leftJoin('moved_meeting as moved', 'moved.id', 'first.register_id')
    .select((db) => db.fn.coalesce('moved.starts_at', 'first.starts_at').as('startsAt'))
    .select([
      'first.register_id as id',
      'first.section_id as sectionId',
      'first.organization_id as organizationId',
    ])
    .select(['first.date', 'first.starts_at as storedStart', 'first.expected', 'newest.version'])
    .select(['first.recorded_by as takenBy', 'first.recorded_at as takenAt'])
    .select(['newest.recorded_by as changedBy', 'newest.recorded_at as changedAt'])
    .select((db) => [
      jsonArrayFrom(
        db
          .selectFrom('attendance_mark')
          .select(['id', 'version', 'date', 'layer', 'register_id as registerId', 'student_id as studentId'])
          .select(['code_id as codeId', 'minutes_late as minutesLate'])
          .select(['recorded_by as recordedBy', 'recorded_at as recordedAt'])
          .whereRef('attendance_mark.register_id', '=', 'first.register_id')
          .orderBy('version'),
      ).as('marks'),
    ])
    .where('first.version', '=', 1)
    .where('first.register_id', 'in', ids)
    .execute();
  return rows.map((row) => {
    // Instants inside JSON come as text.
    const marks = row.marks.map((mark) =>
      Object.assign(new AttendanceMark(), mark, {
        startsAt: row.storedStart,
        recordedAt: new Date(mark.recordedAt),
      }),
    );
    const state = { marks, expected: row.expected ?? [], whole: true, onLeave: new Set<string>() };
    return Object.assign(new Register(), row, state);
  });
}

/** What a command needs to know of a register: the meeting with its teachers and roster, and what the school has set. */
export async function loadForWriting(request: Request, registerId: string) {
  const [[meeting], [taken]] = await Promise.all([
    request.ask(Meetings, { meetingIds: [registerId] }),
    loadTaken(request, [registerId]),
  ]);
  if (!meeting) throw notFound('register');
  const [register = notTakenYet(meeting)] = await underLeave(request, [taken ?? notTakenYet(meeting)]);
  const [organization] = await request.ask(Organizations, { organizationIds: [register.organizationId] });
  if (!organization) throw notFound('organization');
  const { path, timeZone } = organization;
  return { meeting, register, school: { path, timeZone, codes: await loadCodes(request, path) } };
}

/** The answer to a command that was carried out before: the register as its sender may see it now. */
export async function rereadRegister(
  request: Request,
  { aggregateId }: Done,
): Promise<{ register: Register }> {
  return { register: await fresh(request, registerLoader, aggregateId, 'register') };
}

/** For a refusal: rereads who wrote the newest version, and when. */
export async function whoWasFaster(request: Request, registerId: string): Promise<Refusal> {
  const [register] = await loadTaken(request, [registerId]);
  const newest = register ?? { version: 0, changedBy: null, changedAt: null };
  const [who] = newest.changedBy ? await request.ask(Names, { personIds: [newest.changedBy] }) : [];
  return changedMeanwhile('ATTENDANCE_REGISTER_CHANGED', 'register', newest, who?.name);
}
