import { randomUUID } from 'node:crypto';
import { unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const announced = 'announcement { id title organization { id } section { id } publishedBy { id name } }';
/** What the role has announced, or what everybody of the organization is told. */
const announcementOf = (t: Try) =>
  (t.which === 'own' && t.made.get(`publishAnnouncement ${t.role}`)) ||
  (t.scene.school.school.announcements.find(
    ({ organizationId, sectionId }) => organizationId === t.organization && sectionId === null,
  )?.id ??
    unknownId);

/** Every mutation of frontend, in an order in which the later ones find what the earlier ones made. */
export const frontendCommands: readonly Command[] = [
  {
    name: 'publishAnnouncement',
    selection: announced,
    makes: ({ announcement }) => announcement?.id,
    input: ({ organization: organizationId }) => ({
      ...{ organizationId, audience: ['STAFF'], title: 'Meeting', body: 'In the hall at four.', ...key() },
    }),
  },
  {
    name: 'withdrawAnnouncement',
    selection: announced,
    input: (t) => ({ announcementId: announcementOf(t), expectedVersion: 1, ...key() }),
  },
  {
    name: 'setPreferences',
    selection: 'preferences { language theme timeZone version }',
    input: () => ({ language: 'de', theme: 'DARK', timeZone: 'Europe/Vienna', ...key() }),
  },
  {
    name: 'createDocumentLink',
    selection: 'path expiresAt',
    input: ({ student, scene }) => ({
      kind: 'INVOICE',
      documentId:
        scene.school.school.finance.invoices.find(({ studentId }) => studentId === student)?.id ?? unknownId,
    }),
  },
];
