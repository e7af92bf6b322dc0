import type { Request } from '@learnova/platform/request';
import type { Settings } from '../settings.ts';
import type { MessageCategory } from './message-category.enum.ts';
import type { MessageChannel } from './message-channel.enum.ts';
import { NotificationPreferences } from './preferences.entity.ts';
import { choicesOf, type Preferences, usual } from './preferences.rules.ts';

/** What holds for these people, whether they have chosen or not; one statement for all. */
export async function preferencesOf(
  request: Request,
  personIds: readonly string[],
): Promise<(personId: string) => Preferences> {
  const rows = await request.em.find(NotificationPreferences, { personId: { $in: [...personIds] } });
  const byPerson = new Map(rows.map((row) => [row.personId, row]));
  return (personId) => byPerson.get(personId) ?? usual;
}

/** By which ways these people hear of a matter; a text message only where the school sends any. */
export async function channelsFor(
  request: Request,
  category: `${MessageCategory}`,
  personIds: readonly string[],
): Promise<(personId: string) => readonly `${MessageChannel}`[]> {
  const { SMS_CHANNEL } = request.settings as Settings;
  const preferences = await preferencesOf(request, personIds);
  return (personId) => {
    const chosen =
      choicesOf(preferences(personId)).find((choice) => choice.category === category)?.channels ?? [];
    if (SMS_CHANNEL !== 'none' || !chosen.includes('SMS')) return chosen;
    return ['EMAIL'];
  };
}
