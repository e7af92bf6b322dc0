import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Person } from '../person/person.entity.ts';
import { personLoader } from '../person/person.loader.ts';
import { takenEmails } from '../person/taken.reads.ts';
import { rolesAhead } from '../role/role.reads.ts';
import { staleVersion } from '../stale-version.ts';
import { ChangePersonInput } from './keeping.inputs.ts';
import { ChangePersonPayload } from './keeping.payloads.ts';
import { keeperOf, mayKeepPerson, mayKeepSignIn } from './keeping.policy.ts';
import { changesEmail, decideChange } from './keeping.rules.ts';

@Resolver()
export class ChangePersonResolver {
  @Mutation(() => ChangePersonPayload, {
    description:
      'Gives a person another name, sort name or e-mail. Refused with EMAIL_TAKEN where somebody has the e-mail already, and with ' +
      'STALE_VERSION when they are no longer the version that was read. For administrators and registrars above their school, or above ' +
      'that of a child of theirs; another e-mail, by which they sign in, for those above all of these, who could give every role that ' +
      'the person holds: an administrator gives all, a registrar none but that of a teacher.',
  })
  changePerson(
    @Arg('input', { description: 'What is to be another.' }) input: ChangePersonInput,
    @Ctx() request: Request,
  ): Promise<ChangePersonPayload> {
    const { personId: id, expectedVersion } = input;
    const read = () => fresh(request, personLoader, id, 'person');
    return idempotent(request, input, {
      replay: async () => ({ person: await read() }),
      run: async (remember) => {
        const seen = await request.load(personLoader, id).then(orNotFound('person'));
        const who = keeperOf(await request.standing());
        const roles = await rolesAhead(request, id);
        const taken = await takenEmails(request, [input.email]);

        permit(request, mayKeepPerson(who, seen), notByYou());
        permit(request, !changesEmail(input, seen) || mayKeepSignIn(who, seen, roles), signInNotByYou());

        const person = await request.em.findOneOrFail(Person, id);
        if (person.version !== expectedVersion) throw await staleVersion(request, 'person', person);
        Object.assign(person, decideChange(input, person, taken, roles));

        remember({ aggregateId: id, version: expectedVersion + 1 });
        await commit(request);
        return { person: await read() };
      },
    });
  }
}

const notByYou = () =>
  forbidden('How somebody is called is kept by the registry of their school. Ask the office.');

export const signInNotByYou = () =>
  forbidden(
    'Who signs in, and by what, is kept by who is above all of their schools and could give all of their roles, and by nobody of ' +
      'themselves. Ask an administrator.',
  );
