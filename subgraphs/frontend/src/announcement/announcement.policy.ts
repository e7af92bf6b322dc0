import type { Ties } from '../person.ties.ts';
import { isOpen, type Timed } from './announcement.rules.ts';
import { Audience } from './audience.enum.ts';

export interface Addressed {
  readonly organizationId: string;
  readonly sectionId: string | null;
  readonly audience: readonly Audience[];
}

type Shown = Addressed & Timed & { readonly withdrawnAt: Date | null };

/** An organization's are made by who oversees it; a section's by who teaches it now as well. */
export const mayAnnounce = (
  { overseen, as }: Ties,
  { organizationId, sectionId }: Pick<Addressed, 'organizationId' | 'sectionId'>,
): boolean => overseen.has(organizationId) || (sectionId !== null && as.STAFF.sectionIds.has(sectionId));

/** Whether somebody is among those whom it is for. */
export const isFor = ({ as }: Ties, { organizationId, sectionId, audience }: Addressed): boolean =>
  audience.some((part) =>
    sectionId === null ? as[part].organizationIds.has(organizationId) : as[part].sectionIds.has(sectionId),
  );

/** While it is shown, those whom it is for; at any time, those who could have made it. */
export const maySee = (ties: Ties, announcement: Shown, now: Date): boolean =>
  mayAnnounce(ties, announcement) ||
  (announcement.withdrawnAt === null && isOpen(announcement, now) && isFor(ties, announcement));

/** Whom it has been shown to since its time came, whether or not it was taken back; and those who could have made it. */
export const concerns = (ties: Ties, announcement: Addressed & Timed, now: Date): boolean =>
  mayAnnounce(ties, announcement) || (announcement.visibleFrom <= now && isFor(ties, announcement));
