import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { placesOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitKeepingOf } from '../keeping.policy.ts';
import type { Subject } from '../leave.policy.ts';
import { type Ties, tiesOf } from '../person.ties.ts';
import { LeaveNote } from '../request/leave-note.entity.ts';
import { grantOwn, typeUnknown } from '../request/request.refusals.ts';
import { decideNote } from '../request/request.rules.ts';
import { leaveTurn } from '../turn.ts';
import type { LeaveType } from '../type/leave-type.entity.ts';
import { leaveTypes } from '../type/leave-type.loader.ts';
import { balancesOf } from './balance.reads.ts';
import { decideGrant } from './balance.rules.ts';
import { GrantLeaveInput, GrantLeavePayload } from './grant.inputs.ts';
import { LeaveEntry } from './leave-entry.entity.ts';

/** The most people of one command. */
const most = 200;

@Resolver()
export class GrantLeave {
  @Mutation(() => GrantLeavePayload, {
    description:
      'Gives days of leave to people, each the same, or takes back what was given too many. For registrars and administrators of ' +
      'the organization of each of them; never to themselves, or to a child of theirs.',
  })
  grantLeave(
    @Arg('input', () => GrantLeaveInput, { description: 'The grant.' }) input: GrantLeaveInput,
    @Ctx() request: Request,
  ): Promise<GrantLeavePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId: grantId }) => ({
        entries: await request.em.find(LeaveEntry, { grantId }, { orderBy: { personId: 'asc' } }),
      }),
      run: async (remember) => {
        const personIds = [...new Set(input.personIds)].sort();
        if (personIds.length === 0 || personIds.length > most)
          throw badInput(['input', 'personIds'], `This takes 1 to ${most} people.`);
        const type = await request.load(leaveTypes, input.leaveTypeId);
        if (!type) throw typeUnknown();
        const subjects = await permitKeepingOf(request, personIds, type.audience);
        permit(request, !personIds.some(isParty(await tiesOf(request))), grantOwn());
        await refuseForeign(request, type, subjects);
        const note = decideNote(input.reason, 'reason');

        await takeTurns(request, personIds.map(leaveTurn));
        const { leaveTypeId, leaveYear, days } = input;
        const balances = (await balancesOf(request, personIds)).filter(
          (one) => one.leaveTypeId === leaveTypeId,
        );
        const hundredths = decideGrant(days, leaveYear, personIds, balances);

        const grantId = newId();
        const made = { recordedBy: person(request).personId, recordedAt: await request.now() };
        const entries = personIds.map((personId) =>
          Object.assign(new LeaveEntry(), {
            ...{ id: newId(), personId, leaveTypeId, leaveYear, kind: 'GRANT', hundredths, grantId, ...made },
          }),
        );
        request.em.persist(entries);
        if (note !== null) request.em.persist(Object.assign(new LeaveNote(), { subjectId: grantId, note }));
        remember({ aggregateId: grantId, version: 1 });
        await commit(request);
        return { entries };
      },
    });
  }
}

/** Nobody is given days by themselves, or by a guardian of theirs: as with requests, somebody else of the office decides. */
const isParty =
  ({ personId: by, wards }: Ties) =>
  (personId: string) =>
    personId === by || wards.has(personId);

/** A kind of leave that is taken from a balance, and known where each of the people is. */
async function refuseForeign(request: Request, type: LeaveType, subjects: readonly Subject[]): Promise<void> {
  const places = await placesOf(
    request,
    subjects.map(({ organizationId }) => organizationId),
  );
  const isKnown = [...places.values()].every(({ path }) => path.includes(type.organizationId));
  if (!isKnown || !type.hasBalance) throw typeUnknown();
}
