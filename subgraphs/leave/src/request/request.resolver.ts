import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { typeOf } from '../balance/balance.resolver.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { PersonStub } from '../person.stub.ts';
import { tiesOf } from '../person.ties.ts';
import { LeaveType } from '../type/leave-type.entity.ts';
import { LeaveRequest, seen } from './leave-request.entity.ts';
import { LeaveSlot } from './leave-slot.entity.ts';
import { LeaveStep } from './leave-step.entity.ts';
import { leaveRequests, notes, slotsOfRequest, stepsOfRequest } from './request.loader.ts';
import { hidesWho } from './shown-change.ts';

@Resolver(() => LeaveRequest)
export class LeaveRequestResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: `Who is to be away. ${seen}` })
  person(@Root() { personId: id }: LeaveRequest): PersonStub {
    return { id };
  }

  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `The student's school, or who employed the member of staff when it was asked for. ${seen}`,
  })
  organization(@Root() { organizationId: id }: LeaveRequest): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => LeaveType, { description: `The kind of leave. ${seen}` })
  leaveType(@Root() { leaveTypeId }: LeaveRequest, @Ctx() request: Request): Promise<LeaveType> {
    return typeOf(request, leaveTypeId);
  }

  @FieldResolver(() => Float, { description: `How many working or school days it takes. ${seen}` })
  days(@Root() { hundredths }: LeaveRequest): number {
    return hundredths / 100;
  }

  @FieldResolver(() => [LeaveSlot], { description: `The half days that it takes, in order. ${seen}` })
  async slots(@Root() { id }: LeaveRequest, @Ctx() request: Request): Promise<readonly LeaveSlot[]> {
    return (await request.load(slotsOfRequest, id))?.list ?? [];
  }

  @FieldResolver(() => String, { nullable: true, description: `Why, where something was said. ${seen}` })
  async reason(@Root() leave: LeaveRequest, @Ctx() request: Request): Promise<string | null> {
    const [first] = await this.history(leave, request);
    return first ? ((await request.load(notes, first.id))?.note ?? null) : null;
  }

  @FieldResolver(() => [LeaveStep], { description: `What became of it, from the beginning. ${seen}` })
  async history(@Root() { id }: LeaveRequest, @Ctx() request: Request): Promise<readonly LeaveStep[]> {
    return (await request.load(stepsOfRequest, id))?.list ?? [];
  }
}

@Resolver(() => LeaveStep)
export class LeaveStepResolver {
  @FieldResolver(() => PersonStub, {
    nullable: true,
    description:
      'Who did it. Seen by whoever sees the request; a guardian is shown to themselves and to registrars and administrators alone, ' +
      'null with FORBIDDEN to others.',
  })
  async by(@Root() step: LeaveStep, @Ctx() request: Request): Promise<PersonStub> {
    const { recordedBy: id } = step;
    // A step of anybody else's hides nobody, and needs no request to be loaded.
    if (step.capacity !== 'GUARDIAN') return { id };
    const leave = await request.load(leaveRequests, step.leaveRequestId);
    if (!leave) throw notFound('request for leave');
    if (hidesWho(request, await tiesOf(request), step, leave)) throw forbidden();
    return { id };
  }

  @FieldResolver(() => String, { nullable: true, description: `What was said with it. ${seen}` })
  async note(@Root() { id }: LeaveStep, @Ctx() request: Request): Promise<string | null> {
    return (await request.load(notes, id))?.note ?? null;
  }
}
