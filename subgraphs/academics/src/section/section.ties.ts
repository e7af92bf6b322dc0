import { person } from '@learnova/platform/actor';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { mayManage, maySee } from './section.policy.ts';

interface Located {
  readonly id: string;
  readonly organizationId: string;
}

/** The organizations whose sections the actor manages. */
export async function managedOrganizations(request: Request): Promise<ReadonlySet<string>> {
  return organizationsOf(await request.standing(), overseers);
}

/** Whether the actor manages a section, or what belongs to one: the beat "may" of each command. */
export async function manages(
  request: Request,
  section: { readonly organizationId: string },
): Promise<boolean> {
  return mayManage({ managed: await managedOrganizations(request) }, section);
}

/** Whose records the actor sees as a family: the actor's own, and those of children by a guardianship that holds now. */
export async function familyOf(request: Request): Promise<ReadonlySet<string>> {
  const { personId } = person(request);
  const children = await request.ask(ChildrenOf, { guardianIds: [personId] });
  const seen = children.filter((child) => child.recordsAccess).map((child) => child.studentId);
  return new Set([personId, ...seen]);
}

/** The ids of those sections that the actor may see. Whoever manages them all is asked for nothing more. */
export async function visibleSections(
  request: Request,
  sections: readonly Located[],
): Promise<ReadonlySet<string>> {
  const managed = await managedOrganizations(request);
  const others = sections.filter((section) => !mayManage({ managed }, section)).map(({ id }) => id);
  const [taught, attended] =
    others.length === 0
      ? [new Set<string>(), new Set<string>()]
      : await Promise.all([taughtSections(request, others), attendedSections(request, others)]);
  return new Set(
    sections.filter((section) => maySee({ managed, taught, attended }, section)).map(({ id }) => id),
  );
}

/** Those of the sections that the actor teaches now; all that the actor does if none are named. */
export async function taughtSections(
  request: Request,
  sectionIds?: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select('section.id')
    .$if(sectionIds !== undefined, (all) => all.where(among('section.id', sectionIds ?? [])))
    .where('section_staff.staff_id', '=', person(request).personId)
    .where(holds('section_staff', await today(request)))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Those of the sections in which one of the family is enrolled now; all of those if none are named. */
export async function attendedSections(
  request: Request,
  sectionIds?: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select('section.id')
    .distinct()
    .$if(sectionIds !== undefined, (all) => all.where(among('section.id', sectionIds ?? [])))
    .where(among('section_enrollment.student_id', await familyOf(request)))
    .where(holds('section_enrollment', await today(request)))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
