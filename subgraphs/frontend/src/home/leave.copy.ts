import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { StandingLeave } from '@learnova/schema/asks/leave';
import { sql } from 'kysely';
import type { z } from 'zod';
import { pathsOf } from '../person.ties.ts';

type Answer = z.infer<(typeof StandingLeave)['output']>;

/**
 * Writes which leave of these people stands now in place of what was copied of it. Whoever calls it has taken the people's turns
 * before asking.
 * @returns the organizations in which something waits, before and after
 */
export async function copyLeave(request: Request, people: Answer): Promise<string[]> {
  const tables = request.reads<unknown>();
  const ids = people.map(({ personId }) => personId);
  const all = people.flatMap(({ personId, leave }) => leave.map((one) => ({ personId, ...one })));
  const [ofStudents, waiting] = [
    all.filter(({ audience }) => audience === 'STUDENT'),
    all.filter(({ state }) => state === 'PENDING'),
  ];
  const path = await pathsOf(
    request,
    waiting.map(({ organizationId }) => organizationId),
  );
  await sql`delete from family_leave where person_id = any(${ids}::uuid[])`.execute(tables);
  await sql`delete from leave_day where person_id = any(${ids}::uuid[])`.execute(tables);
  const { rows: before } = await sql<{ path: readonly string[] }>`
    delete from waiting_leave where person_id = any(${ids}::uuid[]) returning path
  `.execute(tables);
  await fill(
    request,
    'family_leave',
    ofStudents.map(({ state, ...leave }) => ({ ...leave, isApproved: state === 'APPROVED' })),
  );
  await fill(
    request,
    'leave_day',
    ofStudents
      .filter(({ state }) => state === 'APPROVED')
      .flatMap(({ leaveRequestId, personId, days }) =>
        days.map(({ date, from, to }) => ({ leaveRequestId, personId, date, fromAt: from, toAt: to })),
      ),
  );
  const after = waiting.map(({ leaveRequestId, personId, organizationId }) => ({
    ...{ leaveRequestId, personId, path: path(organizationId) },
  }));
  await fill(request, 'waiting_leave', after);
  return [...new Set([...before, ...after].flatMap((one) => one.path))];
}
