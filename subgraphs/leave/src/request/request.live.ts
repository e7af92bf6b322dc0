import { person } from '@learnova/platform/actor';
import { defineLive, earliest, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { isSelf } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { seesLeave } from '../leave.policy.ts';
import { tiesOf } from '../person.ties.ts';
import { subjectsOf } from './applying.policy.ts';
import { LeaveRequest } from './leave-request.entity.ts';
import { approverTopic, personTopic } from './request.event.ts';
import { leaveRequests } from './request.loader.ts';

/** Those who see the person's leave, until they no longer do. */
export const leaveChanged = defineLive<{ personId: string }>({
  field: 'leaveChanged',
  key: ['id'],
  topic: ({ personId }) => personTopic(personId),
  admit: async (request, { personId }) => {
    person(request);
    const [{ subjects }, ties] = await Promise.all([subjectsOf(request, personId), tiesOf(request)]);
    const seen = subjects.filter((subject) => seesLeave(ties, subject));
    if (seen.length === 0) throw notFound('person');
    return earliest(...seen.map((subject) => ties.endOf(subject)));
  },
});

/** Everybody watches the own queue; what of it may be shown is decided at each delivery. */
export const leaveApprovalsChanged = defineLive<{ personId: string }>({
  field: 'leaveApprovalsChanged',
  key: ['id'],
  topic: ({ personId }) => approverTopic(personId),
  admit: async (request, { personId }) => {
    person(request);
    if (!isSelf(request.actor, personId)) throw notFound('queue');
    return null;
  },
});

@Resolver()
export class LeaveLiveResolver {
  @Subscription(() => LeaveRequest, {
    ...liveField,
    description:
      'Leave of the person was asked for, or something became of a request. For whoever sees their leave.',
  })
  async leaveChanged(
    @Root() { key }: Pointer,
    @Arg('personId', () => UUID, { description: 'Whose leave.' }) personId: string,
    @Ctx() request: Request,
  ): Promise<LeaveRequest | null> {
    const leave = await request.load(leaveRequests, String(key.id));
    return leave?.personId === personId ? leave : null;
  }

  @Subscription(() => LeaveRequest, {
    ...liveField,
    description:
      'A request upon which the person may decide is new, or was decided or taken back: it waits as long as its state is PENDING. For ' +
      'the person whose queue it is.',
  })
  leaveApprovalsChanged(
    @Root() { key }: Pointer,
    @Arg('personId', () => UUID, { description: 'The person who asks.' }) _personId: string,
    @Ctx() request: Request,
  ): Promise<LeaveRequest | null> {
    return request.load(leaveRequests, String(key.id));
  }
}
