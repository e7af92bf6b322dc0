import { person } from '@learnova/platform/actor';
import { inTransaction } from '@learnova/platform/in-transaction';
import { permit } from '@learnova/platform/policy';
import { badInput, forbidden, notFound, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { LockMode } from '@mikro-orm/core';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { BallotKey } from '../ballot/ballot-key.entity.ts';
import { ballotKey } from '../ballot/ballots.settings.ts';
import { blindSign, hashOf } from '../ballot/blind-signature.ts';
import { unseal } from '../ballot/seal.ts';
import { EvaluationCampaign } from '../campaign/evaluation-campaign.entity.ts';
import { BallotRight } from './ballot-right.entity.ts';
import { Evaluation } from './evaluation.entity.ts';
import { isOpen, refuseClosed } from './evaluation.rules.ts';

@InputType({ description: 'A ballot paper to be signed, blinded so that nobody can know it again.' })
export class TakeBallotPaperInput {
  @Field(() => UUID, { description: 'The evaluation.' })
  evaluationId!: string;

  @Field(() => String, {
    description:
      'The paper, blinded by RSABSSA-SHA384-PSS-Randomized of RFC 9474 under the key of the evaluation, base64. Sent again, it ' +
      'is signed again; another one is not. Keep what unblinds it until the ballot is cast: nobody else has it.',
  })
  blindedPaper!: string;
}

@ObjectType({ description: 'A signature that its voter unblinds. Only who took it sees it.' })
export class TakeBallotPaperPayload {
  @Field(() => String, { description: 'The blind signature, base64. Only who took it sees it.' })
  blindSignature!: string;
}

@Resolver()
export class TakeBallotPaper {
  @Mutation(() => TakeBallotPaperPayload, {
    description: 'Takes the one ballot paper of an evaluation. For students whom it asks, while it is open.',
  })
  takeBallotPaper(
    @Arg('input', () => TakeBallotPaperInput, { description: 'The paper.' }) input: TakeBallotPaperInput,
    @Ctx() request: Request,
  ): Promise<TakeBallotPaperPayload> {
    const { evaluationId } = input;
    const { personId: studentId, onBehalfOf } = person(request);
    return inTransaction(request, async () => {
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const right = await request.em.findOne(BallotRight, { evaluationId, studentId }, lock);
      if (!right) throw notFound('evaluation');
      permit(request, !onBehalfOf, forbidden('Nobody answers on behalf of somebody else.'));
      const evaluation = await request.em.findOneOrFail(Evaluation, { id: evaluationId });
      const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: evaluation.campaignId });
      if (!isOpen(campaign, await request.now())) throw refuseClosed();
      const blinded = Buffer.from(input.blindedPaper, 'base64');
      const hash = hashOf(blinded);
      if (right.blindedHash !== null && right.blindedHash !== hash)
        throw refusal(
          'FEEDBACK_PAPER_TAKEN',
          'You have taken your ballot paper. Cast that one, from where you took it.',
        );
      const { sealed } = await request.em.findOneOrFail(BallotKey, { evaluationId });
      const signature = blindSign(unseal(ballotKey(request), keyPlace(evaluationId), sealed), blinded);
      if (!signature)
        throw badInput(
          ['input', 'blindedPaper'],
          'This is no blinded paper under the key of this evaluation.',
        );
      right.blindedHash = hash;
      return { blindSignature: signature.toString('base64') };
    });
  }
}

export const keyPlace = (evaluationId: string) => `key ${evaluationId}`;
