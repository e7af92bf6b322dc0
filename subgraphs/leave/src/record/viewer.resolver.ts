import { person } from '@learnova/platform/actor';
import { type Connection, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Resolver } from 'type-graphql';
import { balancesOf } from '../balance/balance.reads.ts';
import { LeaveBalance } from '../balance/leave-balance.type.ts';
import { tiesOf } from '../person.ties.ts';
import type { LeaveRequest } from '../request/leave-request.entity.ts';
import { ViewerStub } from '../viewer.stub.ts';
import { balanceOf, LeaveRequestConnection } from './leave-record.resolver.ts';
import { pageOfApprovals, pageOfLeave, placeOf, queuePlaceOf } from './request.reads.ts';

const alone = 'Seen by that person alone.';

@Resolver(() => ViewerStub)
export class ViewerResolver {
  @FieldResolver(() => LeaveRequestConnection, {
    nullable: true,
    description: `The own leave, and that of the children whose records the person may see, as students; the latest first. ${alone}`,
  })
  async leaveRequests(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<LeaveRequest>> {
    const page = pageOf(args, 2);
    const { personId, children } = await tiesOf(request);
    return toConnection(await pageOfLeave(request, personId, [...children].sort(), page), page, placeOf);
  }

  @FieldResolver(() => [LeaveBalance], {
    nullable: true,
    description: `What the person has of each kind of leave, the latest year first. ${alone}`,
  })
  async leaveBalances(@Ctx() request: Request): Promise<LeaveBalance[]> {
    return (await balancesOf(request, [person(request).personId])).map(balanceOf);
  }

  @FieldResolver(() => LeaveRequestConnection, {
    nullable: true,
    description: `The requests that wait for a decision and upon which the person may decide, the longest waiting first. ${alone}`,
  })
  async leaveApprovals(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<LeaveRequest>> {
    const page = pageOf(args, 2);
    return toConnection(await pageOfApprovals(request, await tiesOf(request), page), page, queuePlaceOf);
  }
}
