import { UUID } from '@learnova/schema/scalars';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Who signs in, and the proof of it.' })
export class SignInInput {
  @Field(() => String, {
    description: 'The e-mail that the school has on file; capitals make no difference.',
  })
  email!: string;

  @Field(() => String, { description: 'The password.' })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A refresh token that this device has left from an earlier sign-in of the same person, used, expired or signed out ' +
      "alike. It opens nothing, but strangers' failures with the e-mail do not close it to this device.",
  })
  earlierRefreshToken?: string | null;
}

@InputType({ description: 'What the sign-in is continued with.' })
export class RefreshInput {
  @Field(() => String, { description: 'The newest refresh token of the session. It can be used once.' })
  refreshToken!: string;
}

@InputType({ description: 'Which sign-in is to end.' })
export class EndSessionInput {
  @Field(() => UUID, { description: 'One of `viewer { sessions }`.' })
  sessionId!: string;
}
