import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { isSelf, permit } from '@learnova/platform/policy';
import { changedMeanwhile } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ViewerStub } from '../notification/viewer.stub.ts';
import type { Settings } from '../settings.ts';
import { NotificationPreferences } from './preferences.entity.ts';
import { choicesOf, decidePreferences, usual } from './preferences.rules.ts';
import {
  MessageChoice,
  QuietHours,
  SetNotificationPreferencesInput,
  SetNotificationPreferencesPayload,
} from './preferences.types.ts';

@Resolver(() => ViewerStub)
export class ViewerPreferencesResolver {
  @FieldResolver(() => NotificationPreferences, {
    nullable: true,
    description: 'How messages of the school reach the person. Seen by that person alone.',
  })
  notificationPreferences(
    @Root() { id }: ViewerStub,
    @Ctx() request: Request,
  ): Promise<NotificationPreferences> {
    return ownOf(request, id);
  }
}

@Resolver(() => NotificationPreferences)
export class PreferencesResolver {
  @FieldResolver(() => [MessageChoice], {
    description: 'Each matter, and by which ways. Seen by that person alone.',
  })
  choices(@Root() preferences: NotificationPreferences) {
    return choicesOf(preferences);
  }

  @FieldResolver(() => QuietHours, {
    nullable: true,
    description:
      'When no text message rings but of what cannot wait; null for never. Seen by that person alone.',
  })
  quietHours(@Root() { quietHours }: NotificationPreferences) {
    return quietHours;
  }

  @Mutation(() => SetNotificationPreferencesPayload, {
    description:
      'Says how messages are to come. To choose text messages is to agree to them; STOP, sent to the number they come from, ends them. ' +
      'An address that was given up, since nothing arrived there, is tried again from then on. ' +
      'For whoever is signed in, of themselves. Refused with NOTIFICATIONS_CHANNEL_NEEDED where the school has to reach the person, and with ' +
      'NOTIFICATIONS_NO_SMS where it sends none.',
  })
  setNotificationPreferences(
    @Arg('input', { description: 'How.' }) input: SetNotificationPreferencesInput,
    @Ctx() request: Request,
  ): Promise<SetNotificationPreferencesPayload> {
    const { personId } = person(request);
    return idempotent(request, input, {
      replay: async () => ({ preferences: await ownOf(request, personId) }),
      run: async (remember) => {
        const chosen = await request.em.findOne(NotificationPreferences, { personId });
        permit(request, isSelf(request.actor, personId));
        const version = chosen?.version ?? 0;
        if (version !== input.expectedVersion) {
          const newest = { version, changedBy: null, changedAt: null };
          throw changedMeanwhile('NOTIFICATIONS_CHANGED', 'choice', newest, undefined);
        }
        const { SMS_CHANNEL } = request.settings as Settings;
        const decided = decidePreferences(input, SMS_CHANNEL !== 'none');
        const preferences = Object.assign(chosen ?? new NotificationPreferences(), {
          ...{ personId, ...decided, confirmedAt: await request.now() },
        });
        request.em.persist(preferences);
        remember({ aggregateId: personId, version: version + 1 });
        await commit(request);
        return { preferences };
      },
    });
  }
}

async function ownOf(request: Request, personId: string): Promise<NotificationPreferences> {
  const chosen = await request.em.findOne(NotificationPreferences, { personId });
  return chosen ?? Object.assign(new NotificationPreferences(), { personId, ...usual, version: 0 });
}
