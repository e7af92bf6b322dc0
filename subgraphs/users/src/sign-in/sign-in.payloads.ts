import { DateTime, UUID } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a client acts with from now on. Visible to who signed in or refreshed.' })
export class Tokens {
  @Field(() => String, { description: 'The bearer of each request. Visible to who signed in or refreshed.' })
  accessToken!: string;

  @Field(() => DateTime, {
    description: 'When it ends; refresh before. Visible to who signed in or refreshed.',
  })
  accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description:
      'For `refresh`, once. Keep it, and send it once at a time: a second use ends the session. Visible to who signed in or refreshed.',
  })
  refreshToken!: string;

  @Field(() => DateTime, {
    description: 'When it ends if it is not used. Visible to who signed in or refreshed.',
  })
  refreshTokenExpiresAt!: Date;
}

@ObjectType({ description: 'The sign-in that has ended. Visible to its owner only.' })
export class EndedSession {
  @Field(() => UUID, { description: 'Its id. Visible to its owner only.' })
  sessionId!: string;

  @Field(() => DateTime, { description: 'When it ended. Visible to its owner only.' })
  endedAt!: Date;
}
