import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Choice } from './preferences.rules.ts';
import type { Hours } from './quiet-hours.rules.ts';

/** What one person has chosen; who has chosen nothing has no row, and what `usual` says. */
@ObjectType('NotificationPreferences', {
  description:
    'How messages of the school reach a person. All of them stand in the inbox besides. Seen by that person alone.',
})
@Entity({ tableName: 'notification_preferences' })
export class NotificationPreferences {
  @PrimaryKey({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'jsonb' })
  choices!: readonly Choice[];

  @Property({ type: 'jsonb', nullable: true })
  quietHours: Hours | null = null;

  /** When it was chosen: the person stands by the addresses that the school has of them, whatever a provider had said of these. */
  @Property({ type: 'timestamptz', nullable: true })
  confirmedAt: Date | null = null;

  @Field(() => Int, {
    description: 'Grows with each change; 0 while nothing was chosen. Seen by that person alone.',
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
