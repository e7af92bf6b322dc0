import type { KeyObject } from 'node:crypto';
import { order, publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
import { dayOf } from '@learnova/platform/local-time';
import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { TermRosters } from '@learnova/schema/asks/academics';
import { CampaignOpened } from '@learnova/schema/events/feedback';
import { CloseCampaign, OpenCampaign, RemindVoters } from '@learnova/schema/jobs/feedback';
import type { z } from 'zod';
import { BallotKey } from '../ballot/ballot-key.entity.ts';
import { BallotPot } from '../ballot/ballot-pot.entity.ts';
import { ballotKey } from '../ballot/ballots.settings.ts';
import { newSigningKey } from '../ballot/blind-signature.ts';
import { placeOf as placeOfPot } from '../ballot/cast-ballot.mutation.ts';
import { emptyPot, potsFor, toBytes } from '../ballot/pot.rules.ts';
import { seal } from '../ballot/seal.ts';
import { BallotRight } from '../evaluation/ballot-right.entity.ts';
import { Evaluation } from '../evaluation/evaluation.entity.ts';
import { keyPlace } from '../evaluation/take-ballot-paper.mutation.ts';
import { pointAt } from './campaign.live.ts';
import { reminderAt } from './campaign.rules.ts';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';
import { hasCome } from './hour.ts';

/** Sections of one transaction: a key is made for each. */
const portion = 20;

type Roster = z.infer<typeof TermRosters.output>[number];

/**
 * Pins whom a campaign asks: who is enrolled on its first day, in each section that is large enough for anything to be shown of it.
 * A section has its key, roll and pots at once, or nothing of them; answers are taken when all have.
 */
export const openCampaign = implement(OpenCampaign, async (request, { campaignId }) => {
  const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: campaignId });
  if (campaign.state === 'CANCELLED') return forget(request, campaignId);
  if (campaign.state !== 'PLANNED') return;
  if (!(await hasCome(request, OpenCampaign, { campaignId }, campaign.opensAt))) return;
  const { subtree: organizationIds, timeZone } = await placeOf(request, campaign.organizationId);
  const { academicSessionId: sessionId, opensAt, threshold } = campaign;
  const date = dayOf(opensAt, timeZone);
  for (let after: string | null = null; ; ) {
    const page: Roster[] = await request.ask(TermRosters, {
      ...{ sessionId, organizationIds: [...organizationIds], date, after, limit: portion },
    });
    await openEvaluations(
      request,
      campaign,
      page.filter(({ studentIds }) => studentIds.length >= threshold),
    );
    if (page.length < portion) break;
    after = page.at(-1)?.sectionId ?? null;
  }
  await begin(request, campaignId);
});

async function openEvaluations(
  request: Request,
  { id: campaignId, questionnaireId }: EvaluationCampaign,
  rosters: readonly Roster[],
): Promise<void> {
  const sectionIds = rosters.map(({ sectionId }) => sectionId);
  const known = await request.em.find(Evaluation, { campaignId, sectionId: { $in: sectionIds } });
  const there = new Set(known.map(({ sectionId }) => sectionId));
  const missing = rosters.filter(({ sectionId }) => !there.has(sectionId));
  const keys = await Promise.all(missing.map(newSigningKey));
  const sealing = ballotKey(request);
  for (const [n, { sectionId, organizationId, studentIds }] of missing.entries()) {
    const key = keys[n];
    if (!key) throw new Error('a section has no key');
    const { publicKey, privateKey } = key;
    const evaluation = Object.assign(new Evaluation(), {
      ...{ id: newId(), campaignId, sectionId, organizationId, questionnaireId, publicKey },
      invitedCount: studentIds.length,
    });
    const { id: evaluationId } = evaluation;
    const sealed = seal(sealing, keyPlace(evaluationId), privateKey);
    request.em.persist([
      evaluation,
      Object.assign(new BallotKey(), { evaluationId, sealed }),
      ...studentIds.map((studentId) => Object.assign(new BallotRight(), { evaluationId, studentId })),
      ...newPots(sealing, evaluationId, studentIds.length),
    ]);
  }
  await request.em.flush();
}

export function newPots(key: KeyObject, evaluationId: string, voters: number): BallotPot[] {
  return Array.from({ length: potsFor(voters) }, (_, no) => {
    const sealed = seal(key, placeOfPot({ evaluationId, no }), toBytes(emptyPot));
    return Object.assign(new BallotPot(), { evaluationId, no, sealed });
  });
}

async function begin(request: Request, campaignId: string): Promise<void> {
  request.em.clear();
  await inTransaction(request, async () => {
    const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: campaignId });
    if (campaign.state === 'CANCELLED') return forget(request, campaignId);
    if (campaign.state !== 'PLANNED') return;
    const now = await request.now();
    Object.assign(campaign, { state: 'OPEN', changedAt: now });
    const { organizationId, opensAt, closesAt, version } = campaign;
    order(request, RemindVoters, { campaignId }, now, reminderAt(opensAt, closesAt));
    order(request, CloseCampaign, { campaignId }, now, closesAt);
    const next = version + 1;
    const live = pointAt(campaignId, [], next);
    const fact = { aggregateId: campaignId, version: next, organizationId, payload: { campaignId }, live };
    publish(request, CampaignOpened, fact, now);
  });
}

/** It was called off while it opened: nobody is asked, so nobody stays on a roll. */
async function forget(request: Request, campaignId: string): Promise<void> {
  const evaluations = await request.em.find(Evaluation, { campaignId });
  const evaluationId = { $in: evaluations.map(({ id }) => id) };
  await request.em.nativeDelete(BallotRight, { evaluationId });
  await request.em.nativeDelete(BallotPot, { evaluationId });
  await request.em.nativeDelete(BallotKey, { evaluationId });
  request.em.remove(evaluations);
  await request.em.flush();
}
