import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Arg, Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { dayKey } from '../school-day.ts';
import { AttendanceBoard } from './attendance-board.type.ts';
import { boardLoader } from './board.loader.ts';

@ObjectType('Organization', { description: sharedTypes.Organization.type })
@Directive('@key(fields: "id")')
export class OrganizationStub {
  @Field(() => UUID, { description: sharedTypes.Organization.id })
  id!: string;
}

@Resolver(() => OrganizationStub)
export class OrganizationResolver {
  @FieldResolver(() => AttendanceBoard, {
    nullable: true,
    description:
      'Its board on a day, with all below it. Seen by registrars, administrators and heads of department over it.',
  })
  attendanceBoard(
    @Root() organization: OrganizationStub,
    @Arg('date', () => SchoolDay, { description: 'The school day.' }) date: string,
    @Ctx() request: Request,
  ): Promise<AttendanceBoard | null> {
    return request.load(boardLoader, dayKey(organization.id, date));
  }
}
