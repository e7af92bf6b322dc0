import { type Envelope, on } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { RegisterMarks } from '@learnova/schema/asks/attendance';
import { GuardiansOf } from '@learnova/schema/asks/users';
import { RegisterCorrected, RegisterExcused, RegisterSubmitted } from '@learnova/schema/events/attendance';
import { sql } from 'kysely';
import type { z } from 'zod';
import { channelsFor } from '../preference/preferences.reads.ts';
import type { Settings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { carryOut } from './absence.consequences.ts';
import { hear, type Lesson } from './absence.rules.ts';
import { AbsenceNotice } from './absence-notice.entity.ts';
import { tellable } from './guardianship.policy.ts';

type RegisterEvent = Envelope<z.infer<typeof RegisterSubmitted.payload>>;
type Register = z.infer<typeof RegisterMarks.output>[number];

export const hearSubmitted = on(RegisterSubmitted, 'notifications.hear-submitted', hearRegister);
export const hearCorrected = on(RegisterCorrected, 'notifications.hear-corrected', hearRegister);
export const hearExcused = on(RegisterExcused, 'notifications.hear-excused', hearRegister);

/**
 * A register was taken or corrected, or leave excuses a student in it, or does so no longer: each guardian concerned gets a day that says what the register says now.
 * Events come late, twice and out of order; this one only names students, and what stands of them is asked under the
 * register's lock. So an older event that comes after a newer one finds nothing left to say.
 */
async function hearRegister(request: Request, event: RegisterEvent): Promise<void> {
  const { registerId, studentIds } = event.payload;
  await takeTurns(request, [`register ${registerId}`]);
  const [register] = await request.ask(RegisterMarks, { registerIds: [registerId] });
  if (!register) return;
  const lesson = lessonOf(register, studentIds, new Date(event.occurredAt));
  const absentees = studentIds.filter((id) => lesson.marks.get(id));
  const guardianships = await request.ask(GuardiansOf, { studentIds: absentees });
  const guardianIds = [
    ...new Set([...guardianships.map((g) => g.guardianId), ...(await toldOf(request, register))]),
  ];
  await takeTurns(
    request,
    guardianIds.map((guardianId) => `guardian ${guardianId} ${register.date}`),
  );
  const now = await request.now();
  const { ABSENCE_GRACE_MS } = request.settings as Settings;
  const channels = await channelsFor(request, 'ATTENDANCE', guardianIds);
  for (const notice of await noticesOf(request, guardianIds, register.date)) {
    const before = notice.day;
    const consequence = hear(before, lesson, tellable(guardianships, notice.guardianId), ABSENCE_GRACE_MS);
    if (consequence.day !== before) carryOut(request, notice, consequence, channels(notice.guardianId), now);
  }
}

function lessonOf(register: Register, studentIds: readonly string[], knownAt: Date): Lesson {
  const { registerId, organizationId, startsAt } = register;
  const absent = register.marks.filter((mark) => mark.absent);
  const absentees = new Set(absent.map((mark) => mark.studentId));
  const excused = new Set(absent.filter((mark) => mark.onLeave).map((mark) => mark.studentId));
  const marks = new Map(studentIds.map((id) => [id, absentees.has(id)]));
  return { registerId, organizationId, startsAt, marks, excused, knownAt };
}

/** Guardians whose day already speaks of this register, whatever they may know now. */
async function toldOf(request: Request, { registerId, date }: Register): Promise<string[]> {
  const speaksOfIt = JSON.stringify([{ registerId }]);
  const rows = await request
    .reads<Tables>()
    .selectFrom('absence_notice')
    .select('guardian_id')
    .where('date', '=', date)
    .where(sql<boolean>`statements @> ${speaksOfIt}::jsonb`)
    .execute();
  return rows.map((row) => row.guardian_id);
}

async function noticesOf(
  request: Request,
  guardianIds: readonly string[],
  date: string,
): Promise<AbsenceNotice[]> {
  const found = await request.em.find(AbsenceNotice, { date, guardianId: { $in: [...guardianIds] } });
  return guardianIds.map(
    (guardianId) =>
      found.find((notice) => notice.guardianId === guardianId) ??
      Object.assign(new AbsenceNotice(), { id: newId(), guardianId, date }),
  );
}
