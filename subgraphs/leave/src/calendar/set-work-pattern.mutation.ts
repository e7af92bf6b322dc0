import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { badInput, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { permitKeepingOf } from '../keeping.policy.ts';
import { decideDays } from './half-days.rules.ts';
import { WorkingDayType, WorkPattern } from './work-pattern.entity.ts';

@InputType({ description: 'The week that a member of staff works from a day on.' })
export class SetWorkPatternInput {
  @Field(() => UUID, { description: 'The member of staff.' })
  staffId!: string;

  @Field(() => SchoolDay, { description: 'The first day on which it holds.' })
  from!: string;

  @Field(() => [WorkingDayType], { description: 'What is worked; a weekday that is not named is free.' })
  days!: WorkingDayType[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was set. Only who set it sees it here.' })
export class SetWorkPatternPayload {
  @Field(() => WorkPattern, { description: 'The week. Only who set it sees it here.' })
  workPattern!: WorkPattern;
}

@Resolver()
export class SetWorkPattern {
  @Mutation(() => SetWorkPatternPayload, {
    description:
      'Says on which half days a member of staff works from a day on. Requests that were made stay valued as they are. For ' +
      'registrars and administrators of the organization that employs them.',
  })
  setWorkPattern(
    @Arg('input', () => SetWorkPatternInput, { description: 'The week.' }) input: SetWorkPatternInput,
    @Ctx() request: Request,
  ): Promise<SetWorkPatternPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId: id }) => {
        const workPattern = await request.em.findOne(WorkPattern, { id });
        if (!workPattern) throw notFound('working week');
        return { workPattern };
      },
      run: async (remember) => {
        const { staffId, from } = input;
        const [subject] = await permitKeepingOf(request, [staffId], 'STAFF');
        if (!subject) throw badInput(['input', 'staffId'], 'This is no member of staff.');
        const workPattern = Object.assign(new WorkPattern(), {
          ...{
            id: newId(),
            staffId,
            organizationId: subject.organizationId,
            from,
            days: decideDays(input.days),
          },
          ...{ recordedBy: person(request).personId, recordedAt: await request.now() },
        });
        request.em.persist(workPattern);
        remember({ aggregateId: workPattern.id, version: 1 });
        await commit(request);
        return { workPattern };
      },
    });
  }
}
