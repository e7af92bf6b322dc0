import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { bursary } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { studentsOfPayer } from '../person.ties.ts';
import { accounts } from './account.loader.ts';
import { accountTopic } from './account.topic.ts';
import { StudentAccount } from './student-account.type.ts';

/** Those who see the account: until they no longer pay, or keep it. */
export const accountChanged = defineLive<{ studentId: string }>({
  field: 'accountChanged',
  key: ['id'],
  topic: ({ studentId }) => accountTopic(studentId),
  admit: async (request, { studentId }) => {
    person(request);
    const account = await request.load(accounts, studentId);
    if (!account) throw notFound('account');
    const paying = (await studentsOfPayer(request)).get(studentId);
    if (paying !== undefined) return paying;
    const standing = await request.standing();
    const ends = (account.organizationIds ?? []).map((id) => roleEnd(standing, bursary, id));
    const dates = ends.filter((end) => end !== undefined);
    return dates.includes(null) ? null : new Date(Math.min(...dates.map((end) => end?.getTime() ?? 0)));
  },
});

@Resolver()
export class AccountLiveResolver {
  @Subscription(() => StudentAccount, {
    ...liveField,
    description: 'Something was charged to the account, paid, taken back or held. For whoever sees it.',
  })
  accountChanged(
    @Root() { key }: Pointer,
    @Arg('studentId', () => UUID, { description: 'The student.' }) studentId: string,
    @Ctx() request: Request,
  ): Promise<StudentAccount | null> {
    return key.id === studentId ? request.load(accounts, studentId) : Promise.resolve(null);
  }
}
