import { Field, ObjectType } from 'type-graphql';
import { Guardianship } from './guardianship.entity.ts';

@ObjectType({ description: 'The guardianship that was recorded. Visible to who recorded it.' })
export class RecordGuardianshipPayload {
  @Field(() => Guardianship, { description: 'The guardianship. Visible to who recorded it.' })
  guardianship!: Guardianship;
}

@ObjectType({ description: 'The guardianship whose end was set. Visible to who set it.' })
export class EndGuardianshipPayload {
  @Field(() => Guardianship, { description: 'The guardianship. Visible to who set its end.' })
  guardianship!: Guardianship;
}
