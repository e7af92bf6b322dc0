import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { isSelf, permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Locale, TimeZone } from '@learnova/schema/scalars';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { ViewerStub } from '../viewer.stub.ts';
import { Preferences, Theme } from './preferences.entity.ts';

@InputType({
  description: 'How the person wants pages to be. What is left out stays; null takes a choice back.',
})
export class SetPreferencesInput {
  @Field(() => Locale, { nullable: true, description: 'The language of pages; null: as the device has it.' })
  language?: string | null;

  @Field(() => Theme, { nullable: true, description: 'How they look; null: as the device does.' })
  theme?: Theme | null;

  @Field(() => TimeZone, {
    nullable: true,
    description: 'The time zone of times on pages; null: that of the school.',
  })
  timeZone?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was set. Seen by that person alone.' })
export class SetPreferencesPayload {
  @Field(() => Preferences, { description: 'All preferences as they are now. Seen by that person alone.' })
  preferences!: Preferences;
}

@Resolver(() => ViewerStub)
export class PreferencesResolver {
  @FieldResolver(() => Preferences, {
    nullable: true,
    description: 'How the person wants pages to be. Seen by that person alone.',
  })
  preferences(@Root() { id }: ViewerStub, @Ctx() request: Request): Promise<Preferences> {
    return preferencesOf(request, id);
  }

  @Mutation(() => SetPreferencesPayload, {
    description:
      'Sets the own preferences. Of two changes at once to the same choice the later one holds. For everybody who is signed in.',
  })
  setPreferences(
    @Arg('input', () => SetPreferencesInput, { description: 'The choices.' }) input: SetPreferencesInput,
    @Ctx() request: Request,
  ): Promise<SetPreferencesPayload> {
    const { personId } = person(request);
    return idempotent(request, input, {
      replay: async () => ({ preferences: await preferencesOf(request, personId) }),
      run: async (remember) => {
        const preferences = await preferencesOf(request, personId);
        permit(request, isSelf(request.actor, preferences.personId));
        const { language, theme, timeZone } = input;
        if (language !== undefined) preferences.language = language;
        if (theme !== undefined) preferences.theme = theme ?? 'SYSTEM';
        if (timeZone !== undefined) preferences.timeZone = timeZone;
        request.em.persist(preferences);
        remember({ aggregateId: personId, version: preferences.version + 1 });
        await commit(request);
        return { preferences };
      },
    });
  }
}

/** Who has chosen nothing has preferences too: version 0 is no row. */
async function preferencesOf(request: Request, personId: string): Promise<Preferences> {
  const found = await request.em.findOne(Preferences, { personId });
  return found ?? Object.assign(new Preferences(), { personId, version: 0 });
}
