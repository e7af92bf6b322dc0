import { defineLoader } from '@learnova/platform/loader';
import { defineLists } from '../known.ts';
import { Section } from '../section/section.entity.ts';
import { managedOrganizations } from '../section/section.ties.ts';
import { SectionStaff } from './section-staff.entity.ts';

/** The door to assignments: of whom they are is seen by everybody who sees the section, from when to when by who manages it. */
export const sectionStaff = defineLoader<SectionStaff>({
  type: 'SectionStaff',
  load: (request, ids) => request.em.find(SectionStaff, { id: { $in: [...ids] } }),
  async visible(request, rows) {
    const managed = await managedOrganizations(request);
    const found = await request.em.find(Section, {
      ...{ id: { $in: rows.map(({ sectionId }) => sectionId) }, organizationId: { $in: [...managed] } },
    });
    const sectionIds = new Set(found.map(({ id }) => id));
    return rows.filter((row) => sectionIds.has(row.sectionId));
  },
});

/** All who were, are and will be assigned, in the order of their beginning: of sections that the actor manages. */
export const assignmentsOfSection = defineLists<SectionStaff, SectionStaff>({
  type: 'Section.staffAssignments',
  load: (request, ids) =>
    request.em.find(SectionStaff, { sectionId: { $in: [...ids] } }, { orderBy: { from: 'asc', id: 'asc' } }),
  of: (row) => row.sectionId,
  item: (row) => row,
});
