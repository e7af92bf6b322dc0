import { randomUUID } from 'node:crypto';
import type { Command, Try } from './commands.ts';

async function inForce({ scene, organization: id }: Try): Promise<string[]> {
  const { data } = await scene.players.office.visitor.ask<{ attendanceCodes: { id: string }[] }>(
    'query ($id: UUID!) { attendanceCodes(organizationId: $id) { id } }',
    { id },
  );
  return data?.attendanceCodes.map((code) => code.id) ?? [];
}

/** What a school says in its registers, after all registers were taken: nobody knows the codes before them any more. */
export const codeCommands: readonly Command[] = [
  {
    name: 'setAttendanceCodes',
    selection: 'attendanceCodes { code name category excused isDefault officeOnly }',
    input: async (t) => ({
      organizationId: t.organization,
      codes: [
        { code: 'Yes', name: 'There', category: 'PRESENT' },
        { code: 'No', name: 'Not there', category: 'ABSENT' },
      ],
      expectedCodeIds: await inForce(t),
      idempotencyKey: randomUUID(),
    }),
  },
];
