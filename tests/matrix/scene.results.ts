import { randomUUID } from 'node:crypto';
import type { Ground, Scene } from './scene.ts';

type Cancelled = { readonly cancelPublication: { readonly publication: { readonly changedAt: string } } };

/** What was planned of each organization is called off, and the results of all sections are published a moment later instead. */
export async function publishResults({ school, players: { admin } }: Scene<Ground>): Promise<void> {
  const { ids, school: all } = school;
  let now = Date.now();
  for (const { id: publicationId, title } of all.assessments.publications) {
    if (title !== 'Term results') continue;
    const { cancelPublication } = await admin.visitor.data<Cancelled>(
      'mutation ($input: CancelPublicationInput!) { cancelPublication(input: $input) { publication { changedAt } } }',
      { input: { publicationId, idempotencyKey: randomUUID() } },
    );
    now = Date.parse(cancelPublication.publication.changedAt);
  }
  await admin.visitor.data(
    'mutation ($input: SchedulePublicationInput!) { schedulePublication(input: $input) { publication { id } } }',
    {
      input: {
        ...{ organizationId: ids.institution, academicSessionId: ids.term, title: 'Results at once' },
        ...{ publishAt: new Date(now + 2_000).toISOString(), idempotencyKey: randomUUID() },
      },
    },
  );
}
