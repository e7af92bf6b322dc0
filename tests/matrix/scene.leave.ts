import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { marked } from '../../scripts/seed/marks.ts';
import type { Ground, Scene } from './scene.ts';

/** Somebody of each family, or for them, asks for leave in a month: for reasons that are theirs and of those who decide. */
export async function askForLeave({ school, players }: Scene<Ground>): Promise<void> {
  const { ids, school: all } = school;
  const leaveTypeId = all.leave.types.find(({ audience }) => audience === 'STUDENT')?.id;
  const day = addDays(dayIn('Europe/Vienna', new Date()), 31);
  const asked = [
    ['guardian', ids.child, 'student1'],
    ['guardian', ids.sibling, 'student16'],
    ['other-g', ids.classmate, 'student2'],
    ['admin', ids.stranger, 'stranger'],
  ] as const;
  for (const [role, personId, who] of asked) {
    const reason = `Away ${marked('reason', `leave-${who}`)}`;
    await players[role].visitor.data(
      'mutation ($input: RequestLeaveInput!) { requestLeave(input: $input) { leaveRequest { id } } }',
      {
        input: { personId, leaveTypeId, firstDay: day, lastDay: day, reason, idempotencyKey: randomUUID() },
      },
    );
  }
}
