import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { actOnLeave } from './act-on-leave.ts';
import {
  ApproveLeaveInput,
  ApproveLeavePayload,
  CancelLeaveInput,
  CancelLeavePayload,
  DeclineLeaveInput,
  DeclineLeavePayload,
  WithdrawLeaveInput,
  WithdrawLeavePayload,
} from './request.inputs.ts';

const deciders =
  'For who teaches the student, heads of departments in which the member of staff teaches, and registrars and administrators; ' +
  'never for whose leave it is, who has asked for it, or a guardian of the student.';
const applicants = 'For whoever may ask for it.';

@Resolver()
export class ActMutations {
  @Mutation(() => ApproveLeavePayload, { description: `Grants leave. ${deciders}` })
  approveLeave(
    @Arg('input', { description: 'Which.' }) input: ApproveLeaveInput,
    @Ctx() request: Request,
  ): Promise<ApproveLeavePayload> {
    return actOnLeave(request, 'APPROVE', input);
  }

  @Mutation(() => DeclineLeavePayload, { description: `Does not grant leave, and says why. ${deciders}` })
  declineLeave(
    @Arg('input', { description: 'Which, and why.' }) input: DeclineLeaveInput,
    @Ctx() request: Request,
  ): Promise<DeclineLeavePayload> {
    return actOnLeave(request, 'DECLINE', input);
  }

  @Mutation(() => WithdrawLeavePayload, {
    description: `Takes back a request that nobody has decided. ${applicants}`,
  })
  withdrawLeave(
    @Arg('input', { description: 'Which.' }) input: WithdrawLeaveInput,
    @Ctx() request: Request,
  ): Promise<WithdrawLeavePayload> {
    return actOnLeave(request, 'WITHDRAW', input);
  }

  @Mutation(() => CancelLeavePayload, {
    description: `Cancels leave that was granted, all of it, and gives back what it took. ${applicants} Once it has begun, for the office alone.`,
  })
  cancelLeave(
    @Arg('input', { description: 'Which.' }) input: CancelLeaveInput,
    @Ctx() request: Request,
  ): Promise<CancelLeavePayload> {
    return actOnLeave(request, 'CANCEL', input);
  }
}
