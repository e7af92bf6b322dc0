import { badInput, refusal } from '@learnova/platform/refusal';
import { MessageCategory } from './message-category.enum.ts';
import { MessageChannel } from './message-channel.enum.ts';
import type { Hours } from './quiet-hours.rules.ts';

export interface Choice {
  readonly category: `${MessageCategory}`;
  readonly channels: readonly `${MessageChannel}`[];
}

export interface Preferences {
  readonly choices: readonly Choice[];
  readonly quietHours: Hours | null;
}

/** What holds for who has never said anything: a text message is sent to nobody who has not asked for it. */
export const usual: Preferences = {
  choices: Object.values(MessageCategory).map((category) => ({ category, channels: [MessageChannel.EMAIL] })),
  quietHours: { from: '20:00', to: '08:00' },
};

/** Matters of which nobody can choose to hear in the inbox alone: who is not to be told of them is said by the guardianship. */
export const mustBeSent: ReadonlySet<string> = new Set([MessageCategory.ATTENDANCE]);

/** A person's choice in each matter: that of the usual one where they have said nothing, as of a matter that came later. */
export function choicesOf({ choices }: Preferences): Choice[] {
  return usual.choices.map((one) => choices.find(({ category }) => category === one.category) ?? one);
}

/**
 * What a person may choose.
 * @param hasSms whether the school sends text messages
 * @throws BAD_USER_INPUT, NOTIFICATIONS_CHANNEL_NEEDED, NOTIFICATIONS_NO_SMS
 */
export function decidePreferences({ choices, quietHours }: Preferences, hasSms: boolean): Preferences {
  const at = ['input', 'choices'];
  const named = new Set(choices.map(({ category }) => category));
  if (named.size < choices.length) throw badInput(at, 'Say each matter once.');
  for (const [n, { category, channels }] of choices.entries()) {
    const path = [...at, String(n), 'channels'];
    if (channels.length === 0 && mustBeSent.has(category)) {
      throw refusal(
        'NOTIFICATIONS_CHANNEL_NEEDED',
        `The school has to reach you in matters of ${category}: choose a mail or a text message at least.`,
        { field: path },
      );
    }
    if (channels.includes('SMS') && !hasSms) {
      throw refusal('NOTIFICATIONS_NO_SMS', 'This school sends no text messages. Choose a mail.', {
        field: path,
      });
    }
  }
  for (const end of ['from', 'to'] as const) {
    if (quietHours && !/^([01]\d|2[0-3]):[0-5]\d$/.test(quietHours[end]))
      throw badInput(['input', 'quietHours', end], 'Write a time of the day as 20:00.');
  }
  if (quietHours && quietHours.from === quietHours.to)
    throw badInput(
      ['input', 'quietHours', 'to'],
      'Quiet hours end at another time than they begin; leave them out for none.',
    );
  const distinct = choices.map(({ category, channels }) => ({ category, channels: [...new Set(channels)] }));
  return { choices: choicesOf({ choices: distinct, quietHours }), quietHours };
}
