import { inTransaction } from '@learnova/platform/in-transaction';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { LockMode } from '@mikro-orm/core';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { normalMobile } from './mobile.rules.ts';
import { Person } from './person.entity.ts';
import { personLoader } from './person.loader.ts';
import { mayReach } from './person.policy.ts';
import type { PersonRow } from './person.reads.ts';
import { ownViewpoint } from './viewpoint.ts';

@InputType({ description: 'Where text messages are to reach whom.' })
export class SetMobilePhoneInput {
  @Field(() => UUID, { description: 'The person.' })
  personId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The number with its country's code: `+43 664 1234567`. Null takes the number that is there away.",
  })
  mobilePhone!: string | null;
}

@ObjectType({ description: 'The person as they are now. Visible to who set the number.' })
export class SetMobilePhonePayload {
  @Field(() => Person, { description: 'The person, with the number. Visible to who set it.' })
  person!: PersonRow;
}

@Resolver()
export class SetMobilePhoneResolver {
  @Mutation(() => SetMobilePhonePayload, {
    description:
      'Says where text messages reach a person. The same again changes nothing. For the person, and for administrators and registrars ' +
      'above their school, or above that of a child of theirs. Refused with USERS_MOBILE_PHONE_INVALID for what is no mobile number.',
  })
  async setMobilePhone(
    @Arg('input', { description: 'Whose number, and which.' }) input: SetMobilePhoneInput,
    @Ctx() request: Request,
  ): Promise<SetMobilePhonePayload> {
    const { personId: id } = input;
    const seen = await request.load(personLoader, id).then(orNotFound('person'));
    const allowed = mayReach(await ownViewpoint(request), seen);
    permit(
      request,
      allowed,
      forbidden('Numbers are kept by the registry of the school and by their owners.'),
    );
    const mobilePhone = input.mobilePhone ? normalMobile(input.mobilePhone, ['input', 'mobilePhone']) : null;
    // Whoever changes something else of the person at the same time is waited for: this names no version.
    await inTransaction(request, async () => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      Object.assign(await request.em.findOneOrFail(Person, { id }, { lockMode }), { mobilePhone });
    });
    return { person: await fresh(request, personLoader, id, 'person') };
  }
}
