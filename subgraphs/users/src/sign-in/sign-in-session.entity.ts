import { DateTime, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

/** A family of refresh tokens that descend from one sign-in. It ends as a whole. */
@Entity({ tableName: 'sign_in_session' })
@ObjectType('SignInSession', { description: 'One sign-in that still stands. Visible to its owner only.' })
export class SignInSession {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: 'Its id. Visible to its owner only.' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When the person signed in. Visible to its owner only.' })
  startedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;
}
