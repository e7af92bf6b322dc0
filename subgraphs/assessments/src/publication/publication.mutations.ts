import { person } from '@learnova/platform/actor';
import { commit, order, publish } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { type Place, placeOf } from '@learnova/platform/places';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Sessions } from '@learnova/schema/asks/academics';
import { PublicationAdvanced } from '@learnova/schema/events/assessments';
import { PreparePublication } from '@learnova/schema/jobs/assessments';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Gradebook } from '../gradebook/gradebook.entity.ts';
import { noScheme } from '../gradebook/scheme.rules.ts';
import { permitPublishing } from '../result/result.policy.ts';
import { Publication } from './publication.entity.ts';
import {
  CancelPublicationInput,
  CancelPublicationPayload,
  SchedulePublicationInput,
  SchedulePublicationPayload,
} from './publication.inputs.ts';
import { publications } from './publication.loader.ts';
import { decideCancel, decideInstant } from './publication.rules.ts';
import { pointAtPublication } from './publication.topic.ts';

const office = 'For administrators and registrars of its organization or above it.';

@Resolver()
export class PublicationMutations {
  @Mutation(() => SchedulePublicationPayload, {
    description: `Takes the results of sections as they stand now, and has all of them become visible at one instant. Scores that are entered after that are not in them. ${office}`,
  })
  schedulePublication(
    @Arg('input', () => SchedulePublicationInput, { description: 'The publication.' })
    input: SchedulePublicationInput,
    @Ctx() request: Request,
  ): Promise<SchedulePublicationPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(request, aggregateId),
      run: async (remember) => {
        const { organizationId, academicSessionId, sectionId, publishAt } = input;
        const place = await placeOf(request, organizationId);
        await permitPublishing(request, organizationId);
        await checkCohort(request, input, place);
        const now = await request.now();
        decideInstant(publishAt, now);
        const publication = Object.assign(new Publication(), {
          ...{ id: newId(), organizationId, academicSessionId, sectionId, publishAt },
          ...{ title: decideText(input.title, ['input', 'title']) },
          ...{ changedBy: person(request).personId, changedAt: now },
        });
        request.em.persist(publication);
        order(request, PreparePublication, { publicationId: publication.id }, now);
        remember({ aggregateId: publication.id, version: 1 });
        await commit(request);
        return { publication };
      },
    });
  }

  @Mutation(() => CancelPublicationPayload, {
    description: `Calls a publication off before its instant: nobody has seen anything of it. ${office}`,
  })
  cancelPublication(
    @Arg('input', () => CancelPublicationInput, { description: 'Which.' }) input: CancelPublicationInput,
    @Ctx() request: Request,
  ): Promise<CancelPublicationPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(request, aggregateId),
      run: async (remember) => {
        const { publication } = await load(request, input.publicationId);
        const { id, organizationId, version } = publication;
        await permitPublishing(request, organizationId);
        const now = await request.now();
        decideCancel(publication, now);
        Object.assign(publication, {
          ...{ cancelledAt: now, changedBy: person(request).personId, changedAt: now },
        });
        const fact = {
          ...{ aggregateId: id, version: version + 1, organizationId },
          ...{ payload: { publicationId: id }, live: pointAtPublication(id) },
        };
        publish(request, PublicationAdvanced, fact, now);
        remember({ aggregateId: id, version: version + 1 });
        await commit(request);
        return { publication };
      },
    });
  }
}

/** The term is one of the organization's, and the section one of that term in it, with a gradebook. */
async function checkCohort(
  request: Request,
  { academicSessionId, sectionId }: SchedulePublicationInput,
  { path, subtree }: Place,
): Promise<void> {
  const [session] = await request.ask(Sessions, { sessionIds: [academicSessionId] });
  if (!session || !path.includes(session.organizationId))
    throw badInput(['input', 'academicSessionId'], 'The organization has no such term.');
  const cohort = { academicSessionId, organizationId: { $in: [...subtree] } };
  if (sectionId === null) {
    if ((await request.em.count(Gradebook, cohort)) === 0) throw noScheme();
    return;
  }
  if (!(await request.em.findOne(Gradebook, { ...cohort, id: sectionId })))
    throw badInput(
      ['input', 'sectionId'],
      'The organization has no such section in this term, or nothing says yet how it is graded.',
    );
}

async function load(request: Request, id: string): Promise<{ publication: Publication }> {
  return { publication: await fresh(request, publications, id, 'publication') };
}
