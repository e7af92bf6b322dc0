import { placesOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { Affiliations } from '@learnova/schema/asks/users';
import { Program } from '../program/program.entity.ts';
import { ProgramEnrollment } from '../program/program-enrollment.entity.ts';
import { Section } from '../section/section.entity.ts';
import { AcademicSession } from '../session/academic-session.entity.ts';
import { SchoolEnrollment } from './school-enrollment.entity.ts';
import type { LeavingFacts, SchoolFacts } from './school-enrollment.rules.ts';
import { SectionEnrollment } from './section-enrollment.entity.ts';

/** Of these students, those whom one of the schools that the actor keeps has admitted: for them there are no others. */
export async function arrivingFacts(
  request: Request,
  { studentIds, organizationId }: { readonly studentIds: readonly string[]; readonly organizationId: string },
  kept: ReadonlySet<string>,
): Promise<SchoolFacts> {
  const people = await request.ask(Affiliations, { personIds: [...new Set(studentIds)].sort() });
  const admitted = people.filter(({ studentOf }) => studentOf !== null && kept.has(studentOf));
  return {
    admitted: new Set(admitted.map(({ personId }) => personId)),
    atSchool: await request.em.find(SchoolEnrollment, {
      studentId: { $in: [...studentIds] },
      organizationId,
    }),
  };
}

/** What a student is enrolled in as one of a school, and what else allows it. */
export async function leavingFacts(
  request: Request,
  { id, studentId, organizationId }: SchoolEnrollment,
): Promise<LeavingFacts> {
  const { em } = request;
  const stays = await em.find(SchoolEnrollment, { studentId, id: { $ne: id } });
  const enrolled = await em.find(SectionEnrollment, { studentId });
  const sections = await em.find(Section, { id: { $in: enrolled.map(({ sectionId }) => sectionId) } });
  const terms = await em.find(AcademicSession, {
    id: { $in: sections.map(({ academicSessionId }) => academicSessionId) },
  });
  const inPrograms = await em.find(ProgramEnrollment, { studentId, organizationId });
  const programs = await em.find(Program, { id: { $in: inPrograms.map(({ programId }) => programId) } });
  const places = await placesOf(
    request,
    [...enrolled, ...programs].map((one) => one.organizationId),
  );
  const staysAmong = (schools: readonly string[]) =>
    stays.filter((stay) => schools.includes(stay.organizationId));
  const termOf = (sectionId: string) => {
    const section = sections.find((one) => one.id === sectionId);
    return terms.find((term) => term.id === section?.academicSessionId);
  };
  return {
    inSections: enrolled.flatMap((one) => {
      const { path = [] } = places.get(one.organizationId) ?? {};
      if (!path.includes(organizationId)) return [];
      const to = one.to ?? termOf(one.sectionId)?.to ?? null;
      return [{ id: one.id, from: one.from, to, otherStays: staysAmong(path) }];
    }),
    inPrograms: inPrograms.map(({ id, programId, from, to }) => {
      const program = programs.find((one) => one.id === programId);
      const { subtree = [] } = places.get(program?.organizationId ?? '') ?? {};
      return { ...{ id, from, to }, otherStays: staysAmong(subtree) };
    }),
  };
}
