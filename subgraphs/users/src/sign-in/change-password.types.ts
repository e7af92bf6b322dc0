import { Field, InputType, Int, ObjectType } from 'type-graphql';

@InputType({ description: 'The password that a person has, and the one that they want.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password that they sign in with now.' })
  currentPassword!: string;

  @Field(() => String, {
    description: 'The password from now on: 15 to 200 characters; some words that do not belong together.',
  })
  newPassword!: string;
}

@ObjectType({ description: 'What has become of the sign-ins. Visible to who changed the password.' })
export class ChangePasswordPayload {
  @Field(() => Int, {
    description:
      'How many other sign-ins have ended with the password; none where it was the new one already. Visible to who changed it.',
  })
  endedSessions!: number;
}
