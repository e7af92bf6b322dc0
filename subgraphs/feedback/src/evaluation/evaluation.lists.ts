import { person } from '@learnova/platform/actor';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { ViewerStub } from '../viewer.stub.ts';
import { Evaluation } from './evaluation.entity.ts';
import { evaluationsOfSections } from './evaluation.loader.ts';
import { SectionStub } from './section.stub.ts';

@ObjectType({ description: 'An evaluation that somebody is asked to answer. Seen by that person alone.' })
export class EvaluationToAnswer {
  @Field(() => Evaluation, { description: 'The evaluation. Seen by the person who is asked.' })
  evaluation!: Evaluation;

  @Field(() => Boolean, {
    description:
      'Whether the ballot paper was taken. Whether it was cast nobody knows. Seen by the person who is asked.',
  })
  isPaperTaken!: boolean;
}

@Resolver(() => ViewerStub)
export class EvaluationsOfViewer {
  @FieldResolver(() => [EvaluationToAnswer], {
    nullable: true,
    description: 'The evaluations that the person is asked to answer now. Seen by that person alone.',
  })
  async evaluationsToAnswer(
    @Root() _viewer: ViewerStub,
    @Ctx() request: Request,
  ): Promise<EvaluationToAnswer[]> {
    const { personId } = person(request);
    const now = await request.now();
    const { rows } = await sql<{ id: string; taken: boolean }>`
      select evaluation.id, ballot_right.blinded_hash is not null as taken
      from ballot_right
      join evaluation on evaluation.id = ballot_right.evaluation_id
      join evaluation_campaign campaign on campaign.id = evaluation.campaign_id
      where ballot_right.student_id = ${personId} and campaign.state = 'OPEN'
        and campaign.opens_at <= ${now} and campaign.closes_at > ${now}
      order by campaign.closes_at, evaluation.id
    `.execute(request.reads<unknown>());
    const found = await request.em.find(Evaluation, { id: { $in: rows.map(({ id }) => id) } });
    const byId = new Map(found.map((evaluation) => [evaluation.id, evaluation]));
    return rows.flatMap(({ id, taken: isPaperTaken }) => {
      const evaluation = byId.get(id);
      return evaluation ? [Object.assign(new EvaluationToAnswer(), { evaluation, isPaperTaken })] : [];
    });
  }
}

@Resolver(() => SectionStub)
export class EvaluationsOfSection {
  @FieldResolver(() => [Evaluation], {
    nullable: true,
    description: 'Its evaluations, the last to open first. Seen by who teaches or oversees the section.',
  })
  async evaluations(@Root() { id }: SectionStub, @Ctx() request: Request): Promise<readonly Evaluation[]> {
    return (await request.load(evaluationsOfSections, id))?.evaluations ?? [];
  }
}
