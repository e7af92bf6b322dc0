import type { Envelope } from '@learnova/platform/handlers';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import type { MessageCategory } from '../preference/message-category.enum.ts';
import { channelsFor } from '../preference/preferences.reads.ts';
import type { Notification } from './notification.entity.ts';
import { tell } from './notification.tell.ts';

/** What one person is told because of an event. */
export interface Telling extends Pick<Notification, 'personId' | 'kind' | 'statements'> {
  readonly noticeId?: string;
  /** What it is told for, once a person; the event itself if it is left out. */
  readonly occasion?: string;
  /** It stands in the inbox, and nothing is sent of it. */
  readonly isQuiet?: boolean;
}

/** Tells each of them by the ways that they chose for the matter, or by mail in one in which nobody can choose: once for the event, of the day on which it happened at the school. */
export async function tellAll(
  request: Request,
  { id, organizationId, occurredAt }: Pick<Envelope, 'id' | 'organizationId' | 'occurredAt'>,
  category: `${MessageCategory}` | null,
  tellings: readonly Telling[],
): Promise<void> {
  if (tellings.length === 0) return;
  const [school] = organizationId
    ? await request.ask(Organizations, { organizationIds: [organizationId] })
    : [];
  const date = dayOf(new Date(occurredAt), school?.timeZone ?? 'UTC');
  const people = [...new Set(tellings.map(({ personId }) => personId))];
  const channels =
    category === null ? () => ['EMAIL'] as const : await channelsFor(request, category, people);
  const now = await request.now();
  for (const { isQuiet = false, ...telling } of tellings) {
    const { personId, kind } = telling;
    const notification = { occasion: `${id} ${kind}`, ...telling, date, organizationId };
    tell(request, notification, isQuiet ? [] : channels(personId), now);
  }
}
