import { randomUUID } from 'node:crypto';
import type { Ground, Scene } from './scene.ts';

export interface OpenEvaluation {
  readonly id: string;
  readonly publicKey: string;
  readonly questions: readonly { readonly id: string; readonly kind: string }[];
}

/** The office of the school has its sections evaluated, from now on. @returns when answers are taken */
export async function openEvaluations({ school, players }: Scene<Ground>): Promise<void> {
  const { ids, school: all } = school;
  const now = Date.now();
  await players.office.visitor.data(
    'mutation ($input: PlanEvaluationCampaignInput!) { planEvaluationCampaign(input: $input) { campaign { id } } }',
    {
      input: {
        ...{ organizationId: ids.school, academicSessionId: ids.term, title: 'How is it?' },
        ...{ questionnaireId: all.feedback.questionnaires[0]?.id, idempotencyKey: randomUUID() },
        opensAt: new Date(now - 60_000).toISOString(),
        closesAt: new Date(now + 3 * 3_600_000).toISOString(),
      },
    },
  );
  for (let tries = 0; tries < 300; tries += 1) {
    const { viewer } = await players.student.visitor.data<{ viewer: { evaluationsToAnswer: object[] } }>(
      '{ viewer { evaluationsToAnswer { isPaperTaken } } }',
    );
    if (viewer.evaluationsToAnswer.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the evaluations never open');
}

/** The evaluation of a section that is open; undefined where there is none. */
export async function openEvaluationOf(
  { players }: Scene<Ground>,
  sectionId: string,
): Promise<OpenEvaluation | undefined> {
  const { data } = await players.admin.visitor.ask<{
    section: { evaluations: (OpenEvaluation & { state: string })[] } | null;
  }>('query ($id: UUID!) { section(id: $id) { evaluations { id state publicKey questions { id kind } } } }', {
    id: sectionId,
  });
  return data?.section?.evaluations.find(({ state }) => state === 'OPEN');
}
