import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Question } from '../questionnaire/question.type.ts';
import type { Tally } from './result.rules.ts';

export interface Counted extends Tally {
  readonly evaluationId: string;
}

/** How often each answer that can be counted was given, in these evaluations: to questions of any questionnaire. */
export async function talliesOf(
  request: Request,
  evaluationIds: readonly string[],
  questions: readonly Question[],
): Promise<Counted[]> {
  const counted = questions.filter(({ kind }) => kind !== 'TEXT').map(({ id }) => id);
  const cuts = questions.filter(({ isCut }) => isCut).map(({ id }) => id);
  const { rows } = await sql<Counted>`
    select evaluation_id as "evaluationId", given.key as "questionId", given.value::int as answer,
      chosen.value::int as cut, count(*)::int as count
    from ballot
    cross join jsonb_each_text(answers) as given
    left join lateral jsonb_each_text(answers) as chosen on chosen.key = any(${cuts}::text[])
    where evaluation_id = any(${evaluationIds}::uuid[]) and given.key = any(${counted}::text[])
    group by 1, 2, 3, 4
  `.execute(request.reads<unknown>());
  return rows;
}

export interface Said {
  readonly evaluationId: string;
  readonly questionId: string;
  readonly words: string;
}

/** What was said in own words: each question in an order of its own, so that no two texts show to be of one ballot. */
export async function textsOf(
  request: Request,
  evaluationIds: readonly string[],
  questions: readonly Question[],
): Promise<Said[]> {
  const texts = questions.filter(({ kind }) => kind === 'TEXT').map(({ id }) => id);
  if (texts.length === 0) return [];
  const { rows } = await sql<Said>`
    select evaluation_id as "evaluationId", given.key as "questionId", given.value as words
    from ballot cross join jsonb_each_text(answers) as given
    where evaluation_id = any(${evaluationIds}::uuid[]) and given.key = any(${texts}::text[])
    order by md5(ballot.id::text || given.key)
  `.execute(request.reads<unknown>());
  return rows;
}
