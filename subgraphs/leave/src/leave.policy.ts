import type { LeaveCapacity } from './request/leave-state.enum.ts';
import type { LeaveAudience } from './type/leave-audience.enum.ts';

/** Whose leave it is, as what, and where. */
export interface Subject {
  readonly personId: string;
  readonly audience: LeaveAudience;
  readonly organizationId: string;
}

/** What the person who asks is to others now: asked for in sets before any of the sentences below. */
export interface Viewpoint {
  readonly personId: string;
  /** Whose guardian the person is, whatever the guardian may see. */
  readonly wards: ReadonlySet<string>;
  /** Of these, whose records the person may see. */
  readonly children: ReadonlySet<string>;
  /** Students whom the person teaches. */
  readonly pupils: ReadonlySet<string>;
  /** Staff who teach in a department that the person heads. */
  readonly managed: ReadonlySet<string>;
  /** Organizations of which the person is registrar or administrator. */
  readonly office: ReadonlySet<string>;
}

export const seesLeave = (who: Viewpoint, of: Subject): boolean =>
  applicantOf(who, of) !== null || approverOf(who, of) !== null;

/** As what the person may ask for this leave, and take it back; null where not. A student who has a guardian does not. */
export function mayApplyAs(who: Viewpoint, of: Subject, isOfAge: boolean): LeaveCapacity | null {
  const capacity = applicantOf(who, of);
  if (capacity === 'SELF' && of.audience === 'STUDENT' && !isOfAge) return null;
  return capacity ?? (who.office.has(of.organizationId) ? 'OFFICE' : null);
}

/**
 * As what the person may decide; null where not. Never upon the own leave, nor upon what they have asked for themselves, nor upon
 * that of a child of theirs.
 */
export function mayDecideAs(
  who: Viewpoint,
  of: Subject & { readonly requestedBy: string },
): LeaveCapacity | null {
  const isParty =
    of.personId === who.personId || of.requestedBy === who.personId || who.wards.has(of.personId);
  return isParty ? null : approverOf(who, of);
}

function applicantOf(who: Viewpoint, { personId, audience }: Subject): LeaveCapacity | null {
  if (personId === who.personId) return 'SELF';
  return audience === 'STUDENT' && who.children.has(personId) ? 'GUARDIAN' : null;
}

function approverOf(who: Viewpoint, { personId, audience, organizationId }: Subject): LeaveCapacity | null {
  if (who.office.has(organizationId)) return 'OFFICE';
  if (audience === 'STUDENT') return who.pupils.has(personId) ? 'TEACHER' : null;
  return who.managed.has(personId) ? 'MANAGER' : null;
}
