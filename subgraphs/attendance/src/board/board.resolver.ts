import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { sumOf } from '../mark/mark.rules.ts';
import { countRegister } from '../register/count-register.ts';
import { loadRegisters } from '../register/register.loader.ts';
import { Register } from '../register/register.type.ts';
import { RegisterCounts } from '../register/register-counts.type.ts';
import { dayKey } from '../school-day.ts';
import { AttendanceBoard } from './attendance-board.type.ts';
import { boardLoader } from './board.loader.ts';
import { OrganizationStub } from './organization.stub.ts';

const seen = 'Seen by whoever sees the board.';

@Resolver(() => AttendanceBoard)
export class BoardResolver {
  @Query(() => AttendanceBoard, {
    nullable: true,
    description:
      'The board of an organization and all below it on a day. For registrars, administrators and heads of department over it; NOT_FOUND for others.',
  })
  async attendanceBoard(
    @Arg('organizationId', () => UUID, { description: 'The institution, school, campus or department.' })
    organizationId: string,
    @Arg('date', () => SchoolDay, { description: 'The school day.' }) date: string,
    @Ctx() request: Request,
  ): Promise<AttendanceBoard> {
    const board = await request.load(boardLoader, dayKey(organizationId, date));
    if (!board) throw notFound('attendance board');
    return board;
  }

  @FieldResolver(() => OrganizationStub, { nullable: true, description: `The organization. ${seen}` })
  organization(@Root() { organizationId: id }: AttendanceBoard): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => [Register], {
    description: `A register for each meeting of the day, taken or not. ${seen}`,
  })
  registers(@Root() { meetingIds }: AttendanceBoard, @Ctx() request: Request): Promise<Register[]> {
    return loadRegisters(request, meetingIds);
  }

  @FieldResolver(() => Int, { description: `How many of them were taken. ${seen}` })
  async takenCount(@Root() board: AttendanceBoard, @Ctx() request: Request): Promise<number> {
    return (await this.registers(board, request)).filter(({ version }) => version > 0).length;
  }

  @FieldResolver(() => Int, { description: `How many of them were not taken. ${seen}` })
  async notTakenCount(@Root() board: AttendanceBoard, @Ctx() request: Request): Promise<number> {
    return (await this.registers(board, request)).filter(({ version }) => version === 0).length;
  }

  @FieldResolver(() => RegisterCounts, {
    description: `All registers together; students of those not taken count as unmarked. ${seen}`,
  })
  async counts(@Root() board: AttendanceBoard, @Ctx() request: Request): Promise<RegisterCounts> {
    const registers = await this.registers(board, request);
    return sumOf(await Promise.all(registers.map((register) => countRegister(request, register))));
  }
}
