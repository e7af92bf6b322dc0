import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { checkSaid } from '../naming.rules.ts';
import { keptOrganizations } from '../program/program.ties.ts';
import { academicSessions } from './academic-session.loader.ts';
import { factsOf, heldIn, takeSessionsTurn } from './session.facts.ts';
import { ChangeAcademicSessionInput, ChangeAcademicSessionPayload } from './session.inputs.ts';
import { checkNewDays, decideSession } from './session.rules.ts';

@Resolver()
export class ChangeSessionResolver {
  @Mutation(() => ChangeAcademicSessionPayload, {
    description:
      'Gives a school year or a term another title or other days. Refused as a new one is; with ACADEMICS_SESSION_IN_USE where a ' +
      'term, a school day, a lesson, an enrollment or a teacher would no longer lie in it; with ACADEMICS_SESSION_OVER where it is ' +
      'over, or would be; and with ACADEMICS_SESSION_CHANGED when it is no longer the version upon which the change was decided. ' +
      'For administrators and registrars of the organization or above it.',
  })
  changeAcademicSession(
    @Arg('input', { description: 'What changes.' }) input: ChangeAcademicSessionInput,
    @Ctx() request: Request,
  ): Promise<ChangeAcademicSessionPayload> {
    const load = () => fresh(request, academicSessions, input.academicSessionId, 'academic session');
    return idempotent(request, input, {
      replay: async () => ({ academicSession: await load() }),
      run: async (remember) => {
        const session = await load();

        permit(request, (await keptOrganizations(request)).has(session.organizationId));

        const { id, organizationId } = session;
        await takeSessionsTurn(request, organizationId, id);
        await request.em.refresh(session);
        if (session.version !== input.expectedVersion) throw await changed(request, 'session', session);
        const { title, from, to } = input;
        checkSaid({ title, from, to });
        const wanted = {
          ...{ title: title ?? session.title, from: from ?? session.from, to: to ?? session.to },
        };
        const decided = decideSession(wanted, await factsOf(request, organizationId, session));
        const now = await request.now();
        const today = dayOf(now, session.timeZone);
        checkNewDays(session, decided, { held: await heldIn(request, session), today });

        Object.assign(session, { ...decided, changedAt: now, changedBy: person(request).personId });

        remember({ aggregateId: id, version: input.expectedVersion + 1 });
        await commit(request);
        return { academicSession: session };
      },
    });
  }
}
