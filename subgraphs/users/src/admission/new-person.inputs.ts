import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Somebody who is new, whatever they are to a school.' })
export class NewPersonInput {
  @Field(() => String, { description: 'How they are called: 1 to 200 characters, in one line.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'How lists order them: `Example, Ann`. Left out: by the name as it is written; no rule takes names apart.',
  })
  sortName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where mail reaches them, and what they sign in with; no two people have the same. Capitals make no difference.',
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Where text messages reach them, with the country's code: `+43 664 1234567`.",
  })
  mobilePhone?: string | null;
}
