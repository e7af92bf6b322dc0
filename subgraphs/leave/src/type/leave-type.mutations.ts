import { person } from '@learnova/platform/actor';
import { changedBySomebody } from '@learnova/platform/changed';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitKeeping } from '../office.policy.ts';
import { LeaveType } from './leave-type.entity.ts';
import {
  ChangeLeaveTypeInput,
  ChangeLeaveTypePayload,
  CreateLeaveTypeInput,
  CreateLeaveTypePayload,
} from './leave-type.inputs.ts';
import { leaveTypes } from './leave-type.loader.ts';
import { decideLimits, decideMonth } from './leave-type.rules.ts';

const keepers = 'For registrars and administrators of the organization or above it.';

@Resolver()
export class LeaveTypeMutations {
  @Mutation(() => CreateLeaveTypePayload, { description: `Adds a kind of leave. ${keepers}` })
  createLeaveType(
    @Arg('input', { description: 'The kind of leave.' }) input: CreateLeaveTypeInput,
    @Ctx() request: Request,
  ): Promise<CreateLeaveTypePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ leaveType: await load(request, aggregateId) }),
      run: async (remember) => {
        const { organizationId, audience, hasBalance } = input;
        await placeOf(request, organizationId);
        await permitKeeping(request, organizationId);
        const leaveType = Object.assign(new LeaveType(), {
          ...{ id: newId(), organizationId, audience, hasBalance, isActive: true },
          ...decideLimits(input),
          yearStartsInMonth: decideMonth(input.yearStartsInMonth),
          ...{ changedBy: person(request).personId, changedAt: await request.now() },
        });
        request.em.persist(leaveType);
        remember({ aggregateId: leaveType.id, version: 1 });
        await commit(request);
        return { leaveType };
      },
    });
  }

  @Mutation(() => ChangeLeaveTypePayload, {
    description: `Changes a kind of leave, or takes it out of use. ${keepers}`,
  })
  changeLeaveType(
    @Arg('input', { description: 'What it says from now on.' }) input: ChangeLeaveTypeInput,
    @Ctx() request: Request,
  ): Promise<ChangeLeaveTypePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ leaveType: await load(request, aggregateId) }),
      run: async (remember) => {
        const leaveType = await load(request, input.leaveTypeId);
        await permitKeeping(request, leaveType.organizationId);
        if (leaveType.version !== input.expectedVersion)
          throw await changedBySomebody(request, 'LEAVE_CHANGED', 'kind of leave', leaveType);
        Object.assign(leaveType, decideLimits(input), {
          isActive: input.isActive,
          ...{ changedBy: person(request).personId, changedAt: await request.now() },
        });
        remember({ aggregateId: leaveType.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { leaveType };
      },
    });
  }
}

function load(request: Request, id: string): Promise<LeaveType> {
  return fresh(request, leaveTypes, id, 'kind of leave');
}
