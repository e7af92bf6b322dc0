import { person } from '@learnova/platform/actor';
import { holdsRole, organizationsOf, type Request, type Standing } from '@learnova/platform/request';
import { ChildrenOf, type RoleName } from '@learnova/schema/asks/users';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

/** Who runs the timetable and the rolls of an organization and of all below it. */
const managers: readonly RoleName[] = ['ADMINISTRATOR', 'REGISTRAR', 'HEAD_OF_DEPARTMENT'];

interface OfOrganization {
  readonly organizationId: string;
}

/** Administrators, registrars and heads of department manage the sections of their organization. */
export function mayManage(standing: Standing, section: OfOrganization): boolean {
  return holdsRole(standing, managers, section.organizationId);
}

/** The organizations whose sections the actor manages. */
export async function managedOrganizations(request: Request): Promise<ReadonlySet<string>> {
  return organizationsOf(await request.standing(), managers);
}

/** Whose records the actor may see as a family: the actor's own, and those of children by a guardianship that holds now. */
export async function familyOf(request: Request): Promise<readonly string[]> {
  const { personId } = person(request);
  const children = await request.ask(ChildrenOf, { guardianIds: [personId] });
  return [personId, ...children.filter((child) => child.recordsAccess).map((child) => child.studentId)];
}

/** Which of these sections the actor may see: those they manage, teach now, or that one of the family is enrolled in now. */
export async function visibleSections(
  request: Request,
  sections: readonly ({ readonly id: string } & OfOrganization)[],
): Promise<ReadonlySet<string>> {
  const managed = await managedOrganizations(request);
  const others = sections.filter((section) => !managed.has(section.organizationId)).map(({ id }) => id);
  const own = others.length === 0 ? new Set() : await ownSections(request, others);
  return new Set(
    sections
      .filter(({ id, organizationId }) => managed.has(organizationId) || own.has(id))
      .map(({ id }) => id),
  );
}

/** Sections that the actor teaches now, or in which one of the family is enrolled now. */
async function ownSections(request: Request, sectionIds: readonly string[]): Promise<ReadonlySet<string>> {
  const family = await familyOf(request);
  const day = await today(request);
  const attended = request
    .reads<AcademicsTables>()
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select('section.id')
    .where(among('section.id', sectionIds))
    .where(among('section_enrollment.student_id', family))
    .where(holds('section_enrollment', day));
  const rows = await (await sectionsTaught(request, sectionIds)).union(attended).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Those of the sections that the actor teaches now. */
export async function taughtSections(
  request: Request,
  sectionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await (await sectionsTaught(request, sectionIds)).execute();
  return new Set(rows.map(({ id }) => id));
}

async function sectionsTaught(request: Request, sectionIds: readonly string[]) {
  return request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select('section.id')
    .where(among('section.id', sectionIds))
    .where('section_staff.staff_id', '=', person(request).personId)
    .where(holds('section_staff', await today(request)));
}
