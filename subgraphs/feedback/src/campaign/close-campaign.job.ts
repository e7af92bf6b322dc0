import { publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { CampaignClosed } from '@learnova/schema/events/feedback';
import { CloseCampaign } from '@learnova/schema/jobs/feedback';
import { LockMode } from '@mikro-orm/core';
import { Ballot } from '../ballot/ballot.entity.ts';
import { BallotKey } from '../ballot/ballot-key.entity.ts';
import { BallotPot } from '../ballot/ballot-pot.entity.ts';
import { ballotKey } from '../ballot/ballots.settings.ts';
import { placeOf } from '../ballot/cast-ballot.mutation.ts';
import { type DrawnBallot, fromBytes } from '../ballot/pot.rules.ts';
import { unseal } from '../ballot/seal.ts';
import { BallotRight } from '../evaluation/ballot-right.entity.ts';
import { Evaluation } from '../evaluation/evaluation.entity.ts';
import { keyPlace } from '../evaluation/take-ballot-paper.mutation.ts';
import { pointAt } from './campaign.live.ts';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';
import { hasCome } from './hour.ts';
import { responsesTurn } from './response.schedule.ts';
import { ToldResponse } from './told-response.entity.ts';

/**
 * Opens the pots of a campaign whose window is over, an evaluation in a transaction: its ballots are written in the order of their
 * random ids, and pots, key and roll go. Whoever was casting at that instant holds the pot until it is stored, or finds none.
 */
export const closeCampaign = implement(CloseCampaign, async (request, { campaignId }) => {
  const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: campaignId });
  if (campaign.state !== 'OPEN') return;
  if (!(await hasCome(request, CloseCampaign, { campaignId }, campaign.closesAt))) return;
  const { threshold } = campaign;
  await requireKey(request, campaignId);
  const left = await request.em.find(Evaluation, { campaignId, closedAt: null }, { fields: ['id'] });
  for (const { id } of left) {
    request.em.clear();
    await inTransaction(request, () => closeEvaluation(request, id, threshold));
  }
  request.em.clear();
  await inTransaction(request, async () => {
    await takeTurns(request, [responsesTurn]);
    const row = await request.em.findOneOrFail(EvaluationCampaign, { id: campaignId });
    if (row.state !== 'OPEN') return;
    const now = await request.now();
    Object.assign(row, { state: 'CLOSED', changedAt: now });
    const { organizationId, version } = row;
    const evaluations = await request.em.find(Evaluation, { campaignId }, { fields: ['id'] });
    const ids = evaluations.map(({ id }) => id);
    await request.em.nativeDelete(ToldResponse, { evaluationId: { $in: ids } });
    const next = version + 1;
    const live = pointAt(campaignId, ids, next);
    const fact = { aggregateId: campaignId, version: next, organizationId, payload: { campaignId }, live };
    publish(request, CampaignClosed, fact, now);
  });
});

async function closeEvaluation(request: Request, evaluationId: string, threshold: number): Promise<void> {
  const pots = await request.em.find(
    BallotPot,
    { evaluationId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { no: 'asc' } },
  );
  const evaluation = await request.em.findOneOrFail(Evaluation, { id: evaluationId });
  if (evaluation.closedAt) return;
  const opened = pots.map((pot) => ballotsOf(request, pot));
  const drawn = opened.flatMap((ballots) => ballots ?? []).sort((one, other) => (one.id < other.id ? -1 : 1));
  const kept = drawn.length >= threshold;
  if (kept) {
    request.em.persist(drawn.map((ballot) => Object.assign(new Ballot(), { ...ballot, evaluationId })));
  }
  const rights = await request.em.find(BallotRight, { evaluationId });
  Object.assign(evaluation, {
    papersTaken: rights.filter(({ blindedHash }) => blindedHash !== null).length,
    ballotCount: kept ? drawn.length : null,
    publicKey: null,
    potsLost: opened.filter((ballots) => ballots === null).length,
    closedAt: await request.now(),
  });
  request.em.remove([...pots, ...rights, ...(await request.em.find(BallotKey, { evaluationId }))]);
}

/**
 * What waits in a pot; null where it was damaged, which the office and the log are told: others must not wait for it, and nothing can
 * mend it.
 */
function ballotsOf(request: Request, pot: BallotPot): readonly DrawnBallot[] | null {
  try {
    return fromBytes(unseal(ballotKey(request), placeOf(pot), pot.sealed)).ballots;
  } catch (error) {
    const { evaluationId, no } = pot;
    request.log.error({ err: error, code: 'FEEDBACK_POT_LOST', evaluationId, no }, 'a pot does not open');
    return null;
  }
}

/**
 * Pots of which none opens are not damaged: this process has another key than the one they were sealed with, and would throw away
 * every ballot. What signs the papers is sealed with it as well, so one that opens shows that the key is right.
 */
async function requireKey(request: Request, campaignId: string): Promise<void> {
  const evaluations = await request.em.find(Evaluation, { campaignId }, { fields: ['id', 'closedAt'] });
  if (evaluations.length === 0 || evaluations.some(({ closedAt }) => closedAt !== null)) return;
  for (const { id: evaluationId } of evaluations) {
    const key = await request.em.findOne(BallotKey, { evaluationId });
    if (key && opens(request, keyPlace(evaluationId), key.sealed)) return;
  }
  for (const { id: evaluationId } of evaluations) {
    request.em.clear();
    const pots = await request.em.find(BallotPot, { evaluationId });
    if (pots.some((pot) => opens(request, placeOf(pot), pot.sealed))) return;
  }
  throw new Error('BALLOT_KEY is not the one under which the ballots of this campaign wait');
}

function opens(request: Request, place: string, value: Buffer): boolean {
  try {
    unseal(ballotKey(request), place, value);
    return true;
  } catch {
    return false;
  }
}
