/** What ties a person to sections today. */
export interface SectionTies {
  /** Organizations that the person manages. */
  readonly managed: ReadonlySet<string>;
  /** Sections that the person teaches now. */
  readonly taught: ReadonlySet<string>;
  /** Sections in which the person, or a child whose records they may see now, is enrolled now. */
  readonly attended: ReadonlySet<string>;
}

/** Administrators, registrars and heads of department manage the sections of their organization. */
export function mayManage(
  ties: Pick<SectionTies, 'managed'>,
  section: { readonly organizationId: string },
): boolean {
  return ties.managed.has(section.organizationId);
}

/** A section is seen by those who manage it, teach it now, or attend it now, themselves or through a child. */
export function maySee(
  ties: SectionTies,
  section: { readonly id: string; readonly organizationId: string },
): boolean {
  return mayManage(ties, section) || ties.taught.has(section.id) || ties.attended.has(section.id);
}
