import type { Message } from '@learnova/platform/channels';
import type { Request } from '@learnova/platform/request';
import { Contacts, GuardiansOf, Names } from '@learnova/schema/asks/users';
import { mailOf } from '../absence/absence.text.ts';
import { zonesOf } from '../absence/absence.zones.ts';
import { tellable } from '../absence/guardianship.policy.ts';
import type { Notification } from '../notification/notification.entity.ts';

/**
 * A notification as a mail, at the moment of sending: what the person may be told now, with names and the address asked now
 * and kept nowhere. WITHHELD where nothing of it may be told any more, UNREACHABLE where users knows no address.
 */
export async function compose(
  request: Request,
  deliveryId: string,
  { personId, kind, date, statements, studentIds }: Notification,
): Promise<{ message: Message } | { outcome: 'WITHHELD' | 'UNREACHABLE' }> {
  const mayBeTold = tellable(await request.ask(GuardiansOf, { studentIds }), personId);
  const told = statements.filter((statement) => mayBeTold(statement.studentId));
  if (told.length === 0) return { outcome: 'WITHHELD' };
  const [contact] = await request.ask(Contacts, { personIds: [personId] });
  if (!contact?.email) return { outcome: 'UNREACHABLE' };
  const names = new Map(
    (await request.ask(Names, { personIds: studentIds })).map((n) => [n.personId, n.name]),
  );
  const nameOf = (studentId: string) => names.get(studentId) ?? 'your child';
  const mail = mailOf({ kind, date, statements: told }, contact.name, nameOf, await zonesOf(request, told));
  return { message: { deliveryId, to: contact.email, ...mail } };
}
