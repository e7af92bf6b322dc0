import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Program } from './program.entity.ts';
import { CreateProgramInput, CreateProgramPayload } from './program.inputs.ts';
import { programs } from './program.loader.ts';
import { decideProgram } from './program.rules.ts';
import { keptOrganizations } from './program.ties.ts';

@Resolver()
export class CreateProgramResolver {
  @Mutation(() => CreateProgramPayload, {
    description:
      'Adds a program that students may be admitted to. Refused with ACADEMICS_PROGRAM_EXISTS where the organization has one of ' +
      'this code. For administrators and registrars of the organization or above it.',
  })
  createProgram(
    @Arg('input', { description: 'The program.' }) input: CreateProgramInput,
    @Ctx() request: Request,
  ): Promise<CreateProgramPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        program: await fresh(request, programs, aggregateId, 'program'),
      }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);

        permit(request, (await keptOrganizations(request)).has(organizationId));

        const named = decideProgram(input, await request.em.find(Program, { organizationId }));

        const program = Object.assign(new Program(), {
          ...{ id: newId(), organizationId, ...named },
          ...{ changedAt: await request.now(), changedBy: person(request).personId },
        });
        request.em.persist(program);

        remember({ aggregateId: program.id, version: 1 });
        await commit(request);
        return { program };
      },
    });
  }
}
