import { randomUUID } from 'node:crypto';
import type { Ground, Scene } from './scene.ts';

type Cancelled = { readonly cancelPublication: { readonly publication: { readonly changedAt: string } } };

/**
 * Calls off what waits for its instant.
 * @param further publications, besides those of the school
 * @returns when, in milliseconds by the school's clock
 */
export async function callOffAll(
  { school: { school }, players: { admin } }: Scene<Ground>,
  further: readonly string[] = [],
): Promise<number> {
  const planned = school.assessments.publications.filter(({ title }) => title === 'Term results');
  let now = Date.now();
  for (const publicationId of [...planned.map(({ id }) => id), ...further]) {
    const { data, errors } = await admin.visitor.ask<Cancelled>(
      'mutation ($input: CancelPublicationInput!) { cancelPublication(input: $input) { publication { changedAt } } }',
      { input: { publicationId, idempotencyKey: randomUUID() } },
    );
    if (data?.cancelPublication) now = Date.parse(data.cancelPublication.publication.changedAt);
    else if (errors?.[0]?.extensions?.code !== 'ASSESSMENTS_PUBLICATION_CANCELLED')
      throw new Error(JSON.stringify(errors));
  }
  return now;
}

/** What was planned of each organization is called off, and the results of all sections are published a moment later instead. */
export async function publishResults(scene: Scene<Ground>): Promise<void> {
  const { ids } = scene.school;
  const { admin } = scene.players;
  const now = await callOffAll(scene);
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
