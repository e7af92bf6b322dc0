import { everyone } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { registerLoader } from './register.loader.ts';
import { Register } from './register.type.ts';

@ObjectType('Meeting', { description: sharedTypes.Meeting.type })
@Directive('@key(fields: "id")')
export class MeetingStub {
  @Field(() => UUID, { description: sharedTypes.Meeting.id })
  id!: string;
}

@Resolver(() => MeetingStub)
export class MeetingResolver {
  @FieldResolver(() => Register, {
    nullable: true,
    description: 'Its roll, taken or not. Seen by whoever may see the register; null for everybody else.',
  })
  register(@Root() meeting: MeetingStub, @Ctx() request: Request): Promise<Register | null> {
    return request.load(registerLoader, meeting.id);
  }
}

/** Whoever comes this way: the register's own door decides what is behind it. */
export const seesRegister = everyone;
