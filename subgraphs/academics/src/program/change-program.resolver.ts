import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { checkSaid, decideName } from '../naming.rules.ts';
import { ChangeProgramInput, ChangeProgramPayload } from './program.inputs.ts';
import { programs } from './program.loader.ts';
import { keptOrganizations } from './program.ties.ts';

@Resolver()
export class ChangeProgramResolver {
  @Mutation(() => ChangeProgramPayload, {
    description:
      'Calls a program something else, or retires it: who is in it remains, and nobody else is admitted. Refused with ' +
      'ACADEMICS_PROGRAM_CHANGED when it is no longer the version upon which the change was decided. For administrators and ' +
      'registrars of the organization or above it.',
  })
  changeProgram(
    @Arg('input', { description: 'What changes.' }) input: ChangeProgramInput,
    @Ctx() request: Request,
  ): Promise<ChangeProgramPayload> {
    const load = () => fresh(request, programs, input.programId, 'program');
    return idempotent(request, input, {
      replay: async () => ({ program: await load() }),
      run: async (remember) => {
        const program = await load();

        permit(request, (await keptOrganizations(request)).has(program.organizationId));

        if (program.version !== input.expectedVersion) throw await changed(request, 'program', program);
        const { title, isRetired } = input;
        checkSaid({ title, isRetired });
        const decided = {
          ...{ title: decideName(title ?? program.title, 'title') },
          ...{ isRetired: isRetired ?? program.isRetired },
        };

        Object.assign(program, decided);
        Object.assign(program, { changedAt: await request.now(), changedBy: person(request).personId });

        remember({ aggregateId: program.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { program };
      },
    });
  }
}
