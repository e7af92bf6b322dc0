import { keyDescription } from '@learnova/platform/idempotent';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { MessageCategory } from './message-category.enum.ts';
import { MessageChannel } from './message-channel.enum.ts';
import { NotificationPreferences } from './preferences.entity.ts';

@ObjectType({ description: 'How messages of one matter reach a person. Seen by that person alone.' })
export class MessageChoice {
  @Field(() => MessageCategory, { description: 'The matter. Seen by that person alone.' })
  category!: MessageCategory;

  @Field(() => [MessageChannel], {
    description: 'By which ways; by none, it is in the inbox alone. Seen by that person alone.',
  })
  channels!: MessageChannel[];
}

@ObjectType({
  description: 'When no text message is to ring, but of what cannot wait. Seen by that person alone.',
})
export class QuietHours {
  @Field(() => String, {
    description:
      'The time of the day from which on it is quiet, `HH:MM` at the school. Seen by that person alone.',
  })
  from!: string;

  @Field(() => String, {
    description: 'When that ends; of the next day where it is the earlier time. Seen by that person alone.',
  })
  to!: string;
}

@InputType({ description: 'How messages of one matter are to come.' })
export class MessageChoiceInput {
  @Field(() => MessageCategory, { description: 'The matter.' })
  category!: MessageCategory;

  @Field(() => [MessageChannel], { description: 'By which ways.' })
  channels!: MessageChannel[];
}

@InputType({ description: 'When no text message is to ring.' })
export class QuietHoursInput {
  @Field(() => String, { description: 'From this time of the day, `HH:MM`.' })
  from!: string;

  @Field(() => String, { description: 'To this one; of the next day where it is the earlier time.' })
  to!: string;
}

@InputType({ description: 'How messages are to come.' })
export class SetNotificationPreferencesInput {
  @Field(() => [MessageChoiceInput], {
    description: 'Each matter once; what is left out comes as it usually does.',
  })
  choices!: MessageChoiceInput[];

  @Field(() => QuietHoursInput, { nullable: true, description: 'Null for none.' })
  quietHours!: QuietHoursInput | null;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What holds from now on. Seen by the person who chose.' })
export class SetNotificationPreferencesPayload {
  @Field(() => NotificationPreferences, { description: 'What was chosen. Seen by the person who chose.' })
  preferences!: NotificationPreferences;
}
