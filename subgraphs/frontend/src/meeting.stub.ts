import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Meeting', { description: sharedTypes.Meeting.type })
@Directive('@key(fields: "id")')
export class MeetingStub {
  @Field(() => UUID, { description: sharedTypes.Meeting.id })
  id!: string;
}
