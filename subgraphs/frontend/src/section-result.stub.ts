import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('SectionResult', { description: sharedTypes.SectionResult.type })
@Directive('@key(fields: "id")')
export class SectionResultStub {
  @Field(() => UUID, { description: sharedTypes.SectionResult.id })
  id!: string;
}
