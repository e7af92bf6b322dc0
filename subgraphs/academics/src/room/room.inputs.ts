import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Room } from './room.entity.ts';

@InputType({ description: 'A new room.' })
export class CreateRoomInput {
  @Field(() => UUID, { description: 'Whose it is: sections of its own and of all below it may meet here.' })
  organizationId!: string;

  @Field(() => String, { description: 'What stands on its door, 1 to 50 characters, unlike any other.' })
  name!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Seen by whoever made it.' })
export class CreateRoomPayload {
  @Field(() => Room, { description: 'The room. Seen by whoever made it.' })
  room!: Room;
}

@InputType({ description: 'What changes about a room; what is left out stays as it is.' })
export class ChangeRoomInput {
  @Field(() => UUID, { description: 'The room.' })
  roomId!: string;

  @Field(() => String, { nullable: true, description: 'What stands on its door, 1 to 50 characters.' })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is retired: no more meetings are put into it.',
  })
  isRetired?: boolean | null;

  @Field(() => Int, { description: 'The version of the room upon which the change was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was changed. Seen by whoever changed it.' })
export class ChangeRoomPayload {
  @Field(() => Room, { description: 'The room as it is now. Seen by whoever changed it.' })
  room!: Room;
}
