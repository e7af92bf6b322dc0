import { person as personOf } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { institution } from '../organization/organization.reads.ts';
import { Person } from '../person/person.entity.ts';
import { personLoader } from '../person/person.loader.ts';
import { administrators, rolesAhead } from '../role/role.reads.ts';
import { checkSuccession } from '../role/role.rules.ts';
import { endSession } from '../sign-in/session.commands.ts';
import { SignInSession } from '../sign-in/sign-in-session.entity.ts';
import { staleVersion } from '../stale-version.ts';
import { signInNotByYou } from './change-person.resolver.ts';
import { DeactivatePersonInput, ReactivatePersonInput } from './keeping.inputs.ts';
import { DeactivatePersonPayload, ReactivatePersonPayload } from './keeping.payloads.ts';
import { keeperOf, mayDeactivate } from './keeping.policy.ts';
import { decideDeactivation, decideReactivation } from './keeping.rules.ts';

const keepers =
  'For administrators and registrars above all schools of the person, who could give every role that the person holds: an ' +
  'administrator gives all, a registrar none but that of a teacher. Never for themselves.';

@Resolver()
export class DeactivatePersonResolver {
  @Mutation(() => DeactivatePersonPayload, {
    description:
      'A person may not sign in any more: all of their sessions end at once, with tokens and subscriptions, and nothing is sent to them. ' +
      `Their records stay. Refused with LAST_ADMINISTRATOR where nobody would administer the institution any more. ${keepers}`,
  })
  deactivatePerson(
    @Arg('input', { description: 'Who.' }) input: DeactivatePersonInput,
    @Ctx() request: Request,
  ): Promise<DeactivatePersonPayload> {
    return carryOut(request, input, async (person, now) => {
      const deactivatedAt = decideDeactivation(person.deactivatedAt, now);
      await keepOneAdministrator(request, person.id, now);
      await endSessions(request, person.id, now);
      return deactivatedAt;
    });
  }

  @Mutation(() => ReactivatePersonPayload, {
    description: `A person may sign in again, with the password that they have. ${keepers}`,
  })
  reactivatePerson(
    @Arg('input', { description: 'Who.' }) input: ReactivatePersonInput,
    @Ctx() request: Request,
  ): Promise<ReactivatePersonPayload> {
    return carryOut(request, input, async (person, now) => {
      const deactivatedAt = decideReactivation(person.deactivatedAt);
      // Of one that began while they were deactivated, the sign-in had its answer: it is not to come to life now.
      await endSessions(request, person.id, now);
      return deactivatedAt;
    });
  }
}

/** @param decide since when the person may not sign in; null for who may */
function carryOut(
  request: Request,
  input: DeactivatePersonInput | ReactivatePersonInput,
  decide: (person: Person, now: Date) => Promise<Date | null>,
) {
  const { personId: id, expectedVersion } = input;
  const read = () => fresh(request, personLoader, id, 'person');
  return idempotent(request, input, {
    replay: async () => ({ person: await read() }),
    run: async (remember) => {
      const now = await request.now();
      const seen = await request.load(personLoader, id).then(orNotFound('person'));
      const who = keeperOf(await request.standing());
      const roles = await rolesAhead(request, id);

      permit(request, mayDeactivate(who, personOf(request), seen, roles), signInNotByYou());

      const person = await request.em.findOneOrFail(Person, id);
      if (person.version !== expectedVersion) throw await staleVersion(request, 'person', person);
      person.deactivatedAt = await decide(person, now);

      remember({ aggregateId: id, version: expectedVersion + 1 });
      await commit(request);
      return { person: await read() };
    },
  });
}

async function endSessions(request: Request, personId: string, now: Date): Promise<void> {
  for (const session of await request.em.find(SignInSession, { personId, endedAt: null }))
    endSession(request, session, now);
}

/** In turns, so that of two who deactivate each other one remains. */
async function keepOneAdministrator(request: Request, personId: string, now: Date): Promise<void> {
  await takeTurns(request, ['administrators']);
  const all = await administrators(request);
  const others = all.filter((one) => one.personId !== personId);
  if (others.length === all.length) return;
  const today = dayOf(now, (await institution(request))?.timeZone ?? 'UTC');
  checkSuccession(today, others, ['input', 'personId']);
}
