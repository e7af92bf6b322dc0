import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { keptOrganizations } from '../program/program.ties.ts';
import { AcademicSession, SessionKind } from './academic-session.entity.ts';
import { academicSessions } from './academic-session.loader.ts';
import { factsOf, takeSessionsTurn } from './session.facts.ts';
import { CreateAcademicSessionInput, CreateAcademicSessionPayload } from './session.inputs.ts';
import { decideSession } from './session.rules.ts';

@Resolver()
export class CreateSessionResolver {
  @Mutation(() => CreateAcademicSessionPayload, {
    description:
      'Adds a school year, or a term to one. Refused with ACADEMICS_SESSION_EXISTS where the organization has one of this title, ' +
      'with ACADEMICS_OUTSIDE_YEAR where a term does not lie in its year, and with ACADEMICS_SESSIONS_OVERLAP where two years, or ' +
      'two terms of one, would share a day. For administrators and registrars of the organization or above it.',
  })
  createAcademicSession(
    @Arg('input', { description: 'The school year or term.' }) input: CreateAcademicSessionInput,
    @Ctx() request: Request,
  ): Promise<CreateAcademicSessionPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        academicSession: await fresh(request, academicSessions, aggregateId, 'academic session'),
      }),
      run: async (remember) => {
        const { organizationId, parentId = null } = input;
        const { timeZone } = await placeOf(request, organizationId);

        permit(request, (await keptOrganizations(request)).has(organizationId));

        await takeSessionsTurn(request, organizationId);
        const [id, kind] = [newId(), parentId === null ? SessionKind.SCHOOL_YEAR : SessionKind.TERM];
        const year = parentId === null ? null : await yearOf(request, organizationId, parentId);
        const decided = decideSession(input, await factsOf(request, organizationId, { id, parentId }));

        const academicSession = Object.assign(new AcademicSession(), {
          ...{ id, organizationId, parentId, kind, ...decided },
          ...{ timeZone: year?.timeZone ?? timeZone },
          ...{ changedAt: await request.now(), changedBy: person(request).personId },
        });
        request.em.persist(academicSession);

        remember({ aggregateId: academicSession.id, version: 1 });
        await commit(request);
        return { academicSession };
      },
    });
  }
}

/** A school year of this very organization. @throws NOT_FOUND for anything else, a term included */
async function yearOf(request: Request, organizationId: string, id: string): Promise<AcademicSession> {
  const year = await request.em.findOne(AcademicSession, { id, organizationId });
  if (year?.kind !== SessionKind.SCHOOL_YEAR) throw notFound('school year');
  return year;
}
