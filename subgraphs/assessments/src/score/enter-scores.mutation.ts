import { commit, publish } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { Scored } from '@learnova/schema/events/assessments';
import { Decimal, UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Gradebook } from '../gradebook/gradebook.entity.ts';
import { loadForKeeping, nextVersion, rereadGradebook } from '../gradebook/keep.ts';
import { noScheme } from '../gradebook/scheme.rules.ts';
import { Score } from './score.entity.ts';
import { decideCells } from './score.rules.ts';
import { ScoreState } from './score-state.enum.ts';

@InputType({ description: "What is said of a student's work at a line item." })
export class ScoreInput {
  @Field(() => UUID, { description: 'A line item of the section.' })
  lineItemId!: string;

  @Field(() => UUID, { description: 'A student of the section.' })
  studentId!: string;

  @Field(() => ScoreState, { description: 'How far the work is.' })
  state!: ScoreState;

  @Field(() => Decimal, {
    nullable: true,
    defaultValue: null,
    description:
      'The score, 0 to the most of the line item, with up to three places; only and always with GRADED.',
  })
  value!: string | null;
}

@InputType({ description: 'A grid of scores, or a part of one.' })
export class EnterScoresInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => [ScoreInput], {
    description:
      'One for each student and line item that is to be said, 1 to 10000; what is not named stays as it is.',
  })
  scores!: ScoreInput[];

  @Field(() => Int, { description: 'The version of the gradebook that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The gradebook with its new scores. Only who entered them sees it here.' })
export class EnterScoresPayload {
  @Field(() => Gradebook, {
    description: 'The gradebook as it is now. Only who entered scores sees it here.',
  })
  gradebook!: Gradebook;
}

/** Load, may, decide, apply, publish; then the one flush. */
@Resolver()
export class EnterScores {
  @Mutation(() => EnterScoresPayload, {
    description:
      'Enters scores of a section, all of them or none. What stands there already is not said again. Nothing of it is shown to students and guardians before it is published. For teachers of the section and its office.',
  })
  enterScores(
    @Arg('input', () => EnterScoresInput, { description: 'The scores.' }) input: EnterScoresInput,
    @Ctx() request: Request,
  ): Promise<EnterScoresPayload> {
    const { sectionId, expectedVersion } = input;
    return idempotent(request, input, {
      replay: async () => ({ gradebook: await rereadGradebook(request, sectionId) }),
      run: async (remember) => {
        const { gradebook, held } = await loadForKeeping(request, sectionId, expectedVersion);
        if (!held.scheme) throw noScheme();
        const { items, scores, students } = held;
        const cells = decideCells({ items, held: scores, students: new Set(students) }, input.scores);
        const { next, fact } = await nextVersion(request, gradebook);
        request.em.persist(
          cells.map(({ lineItemId, studentId, state, value }) =>
            Object.assign(new Score(), { id: newId(), ...fact, lineItemId, studentId, state, value }),
          ),
        );
        const { organizationId } = gradebook;
        const payload = {
          sectionId,
          lineItemIds: [...new Set(cells.map(({ lineItemId }) => lineItemId))],
          studentIds: [...new Set(cells.map(({ studentId }) => studentId))],
        };
        publish(
          request,
          Scored,
          { aggregateId: sectionId, version: fact.version, organizationId, payload },
          fact.recordedAt,
        );
        remember({ aggregateId: sectionId, version: fact.version });
        await commit(request);
        return { gradebook: next };
      },
    });
  }
}
