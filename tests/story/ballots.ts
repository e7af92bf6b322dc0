import { createHash, randomUUID } from 'node:crypto';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { drawPaper, type Paper } from '../kit/voter.ts';
import { inDatabase } from '../matrix/scene.ts';

interface Form {
  readonly id: string;
  readonly promise: string;
  readonly publicKey: string;
  readonly questions: readonly { readonly id: string; readonly kind: string }[];
}
interface Seen {
  readonly respondedCount: number;
  readonly result: {
    readonly ballotCount: number;
    readonly questions: readonly { readonly counts: readonly number[]; readonly texts: readonly string[] }[];
  } | null;
}

/** Eight of the students who may vote, by their names in the small school. */
export const voters: readonly string[] = Array.from({ length: 8 }, (_, n) => `student${n + 1}`);

/** The small school in which eight students can sign in. */
export function withVoters(school: SmallSchool): SmallSchool {
  const emails = voters.map(emailOf);
  const people = school.people.map((one) =>
    one.email && emails.includes(one.email) ? { ...one, password } : one,
  );
  return { ...school, people };
}

/** A ballot that is ready to be cast. */
export interface Ready {
  readonly words: string;
  readonly input: { readonly paper: string; readonly signature: string; readonly evaluationId: string };
}

/** An evaluation at the gateway of a system with the small school, its end ordered by whoever runs the system. */
export class BallotStory {
  readonly #url: string;
  readonly #school: SmallSchool;
  readonly #databaseUrl: string;
  readonly #nobody: Visitor;
  teacher!: Visitor;
  campaignId = '';

  constructor(url: string, school: SmallSchool, databaseUrl: string) {
    this.#url = url;
    this.#school = school;
    this.#databaseUrl = databaseUrl;
    this.#nobody = new Visitor(url);
  }

  async begin(): Promise<void> {
    this.teacher = await this.#nobody.signIn(emailOf('teacher'), password);
    const office = await this.#nobody.signIn(emailOf('office'), password);
    const { ids, feedback } = this.#school;
    const now = Date.now();
    const { planEvaluationCampaign } = await office.data<{
      planEvaluationCampaign: { campaign: { id: string } };
    }>(
      'mutation ($input: PlanEvaluationCampaignInput!) { planEvaluationCampaign(input: $input) { campaign { id } } }',
      {
        input: {
          ...{ organizationId: ids.school, academicSessionId: ids.term, title: 'How is it?' },
          ...{ questionnaireId: feedback.questionnaires[0]?.id, idempotencyKey: randomUUID() },
          opensAt: new Date(now - 1_000).toISOString(),
          closesAt: new Date(now + 3_600_000).toISOString(),
        },
      },
    );
    this.campaignId = planEvaluationCampaign.campaign.id;
  }

  /** Signs in, reads the form once it is there, and takes the paper. */
  async prepare(who: string): Promise<Ready> {
    const voter = await this.#nobody.signIn(emailOf(who), password);
    const form = await waitFor(async () => {
      const { viewer } = await voter.data<{ viewer: { evaluationsToAnswer: { evaluation: Form }[] } }>(
        '{ viewer { evaluationsToAnswer { evaluation { id promise publicKey questions { id kind } } } } }',
      );
      return viewer.evaluationsToAnswer[0]?.evaluation;
    });
    const drawn: Paper = await drawPaper(form.publicKey);
    const { takeBallotPaper } = await voter.data<{ takeBallotPaper: { blindSignature: string } }>(
      'mutation ($input: TakeBallotPaperInput!) { takeBallotPaper(input: $input) { blindSignature } }',
      { input: { evaluationId: form.id, blindedPaper: drawn.blindedPaper } },
    );
    const words = `Said ${randomUUID()}`;
    const [rating, text] = ['RATING', 'TEXT'].map(
      (kind) => form.questions.find((one) => one.kind === kind)?.id,
    );
    const answers = [
      { questionId: rating, rating: 4 },
      { questionId: text, text: words },
    ];
    const signed = await drawn.finish(takeBallotPaper.blindSignature);
    return { words, input: { evaluationId: form.id, ...signed, ...{ answers } } };
  }

  /** Casts as nobody. @param requestId as a proxy in front would give it */
  async cast({ input }: Ready, requestId: string): Promise<unknown> {
    const query = 'mutation ($input: CastBallotInput!) { castBallot(input: $input) { wasCastBefore } }';
    const answer = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data } = (await answer.json()) as { data: { castBallot: unknown } };
    return data.castBallot;
  }

  async seen(): Promise<Seen> {
    const { section } = await this.teacher.data<{ section: { evaluations: Seen[] } }>(
      'query ($id: UUID!) { section(id: $id) { evaluations { respondedCount result { ballotCount questions { counts texts } } } } }',
      { id: this.#school.ids.section },
    );
    const [newest] = section.evaluations;
    if (!newest) throw new Error('the section has no evaluation');
    return newest;
  }

  /** The hour after which it closes is over, and the order to close is carried out. */
  async end(advance: (milliseconds: number) => Promise<void>): Promise<Seen> {
    await advance(3_600_000);
    await inDatabase(this.#databaseUrl, (client) =>
      client.query(
        `insert into feedback.outbox_message (id, kind, name, payload, request_id, occurred_at, live)
         values ($1, 'job', 'feedback.close-campaign', $2, $1::uuid::text, now(), '[]')`,
        [randomUUID(), JSON.stringify({ campaignId: this.campaignId })],
      ),
    );
    return waitFor(async () => {
      const seen = await this.seen();
      return seen.result ? seen : undefined;
    });
  }
}

/** Waits for a moment that is not the beginning of a minute, when responses are counted: whoever casts meanwhile has no part in it. */
export async function untilCounted(databaseUrl: string): Promise<void> {
  await waitFor(() =>
    inDatabase(databaseUrl, async (client) => {
      const { rows } = await client.query(
        'select 1 where extract(second from clock_timestamp()) between 4 and 55',
      );
      return rows.length > 0 || undefined;
    }),
  );
}

/** All rows of all tables as they lie in their files, each with what PostgreSQL itself keeps of it: what a copy of the database has. */
export function dumped(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  return inDatabase(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`);
    const all = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select ctid || ' ' || xmin || ' ' || t::text as row from ${name} t order by ctid`,
      );
      all.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return all;
  });
}

/** Everything by which a ballot could be known again while it waits: as it is, as hashes, and as bytes in a column. */
export function tracesOf({ words, input }: Ready, requestId: string): string[] {
  const bytes = [input.paper, input.signature].map((text) => Buffer.from(text, 'base64'));
  const hashes = bytes.map((one) => createHash('sha256').update(one).digest());
  return [
    ...[words, requestId, input.paper, input.signature, Buffer.from(words).toString('hex')],
    ...[...bytes, ...hashes].flatMap((one) => [one.toString('hex'), one.toString('base64')]),
  ];
}

async function waitFor<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('what was waited for never came');
}
