import type { Request } from '@learnova/platform/request';
import { Sections } from '@learnova/schema/asks/academics';
import { WorkToHandIn } from '@learnova/schema/asks/assessments';
import { Organizations } from '@learnova/schema/asks/users';
import type { Notification } from '../notification/notification.entity.ts';
import type { Subject, Told } from '../notification/subject.ts';
import { bodyOf, letterOf, titleOf } from './work.text.ts';

/** What a student is reminded of: ids only. */
export interface DueWork extends Told {
  readonly lineItemId: string;
  readonly sectionId: string;
}

/** Work that a student has still to hand in is the student's own matter; and only what is open still is written of. */
export const work: Subject<DueWork> = {
  kinds: ['WORK_DUE'],
  category: 'COURSEWORK',
  cannotWait: false,
  known: async () => 'everybody',
  tellable: async (request, notification) => {
    const open = new Set((await openOf(request, notification)).map(({ lineItemId }) => lineItemId));
    return dueIn(notification).filter(({ lineItemId }) => open.has(lineItemId));
  },
  title: ({ statements }) => titleOf(statements.length),
  body: async (_request, _notification, told) => bodyOf(told.length),
  letter: async (request, notification, told, receiver) => {
    const wanted = new Set(told.map(({ lineItemId }) => lineItemId));
    const open = (await openOf(request, notification)).filter(({ lineItemId }) => wanted.has(lineItemId));
    const sectionIds = [...new Set(open.map(({ sectionId }) => sectionId))].sort();
    const sections = await request.ask(Sections, { sectionIds });
    const titles = new Map(sections.map(({ sectionId, title }) => [sectionId, title]));
    const lines = open.map(({ sectionId, ...item }) => ({ ...item, section: titles.get(sectionId) ?? '' }));
    return letterOf(receiver, lines, await zoneOf(request, notification));
  },
};

const dueIn = ({ statements }: Notification) => statements as readonly DueWork[];

async function openOf(request: Request, notification: Notification) {
  const lineItemIds = dueIn(notification).map(({ lineItemId }) => lineItemId);
  const [open] = await request.ask(WorkToHandIn, { studentIds: [notification.personId], lineItemIds });
  return open?.work ?? [];
}

async function zoneOf(request: Request, { organizationId }: Notification): Promise<string> {
  if (organizationId === null) return 'UTC';
  const [school] = await request.ask(Organizations, { organizationIds: [organizationId] });
  return school?.timeZone ?? 'UTC';
}
