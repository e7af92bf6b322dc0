import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Section', { description: sharedTypes.Section.type })
@Directive('@key(fields: "id")')
export class SectionStub {
  @Field(() => UUID, { description: sharedTypes.Section.id })
  id!: string;
}
