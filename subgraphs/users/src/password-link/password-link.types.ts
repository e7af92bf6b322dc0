import { Field, InputType, Int, ObjectType } from 'type-graphql';

@InputType({ description: 'Who has forgotten the password.' })
export class RequestPasswordResetInput {
  @Field(() => String, {
    description: 'The e-mail that the school has on file; capitals make no difference.',
  })
  email!: string;
}

@ObjectType({ description: 'The same for every e-mail, whosever it is. Visible to who asked.' })
export class RequestPasswordResetPayload {
  @Field(() => Int, {
    description: 'How long the link in the mail holds, if there is one. Visible to who asked.',
  })
  linkValidForMinutes!: number;
}

@InputType({ description: 'A password, and what a mail proves it by.' })
export class SetPasswordInput {
  @Field(() => String, { description: "What stands behind the `#` of the mail's link. It can be used once." })
  token!: string;

  @Field(() => String, {
    description: 'The password from now on: 15 to 200 characters; some words that do not belong together.',
  })
  password!: string;
}

@ObjectType({ description: 'What has become of the sign-ins. Visible to who set the password.' })
export class SetPasswordPayload {
  @Field(() => Int, {
    description:
      'How many sign-ins have ended, which are all that there were. Visible to who set the password.',
  })
  endedSessions!: number;
}
