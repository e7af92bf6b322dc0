import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { School } from '@learnova/schema/school';
import { seedPublications, versionOf } from './publication/publication.seed.ts';

type Part = Pick<School, 'assessments' | 'sections' | 'courses'>;

/** Writes the gradebooks of a school into empty tables, as if each had been kept by its teacher, and what was published of them. */
export async function seedAssessments(request: Request, part: Part): Promise<void> {
  const { assessments, sections } = part;
  const places = new Map(sections.map((section) => [section.id, section]));
  const books = assessments.gradebooks.map((book) => {
    const recorded = { sectionId: book.sectionId, recordedBy: book.by, recordedAt: book.at };
    const place = places.get(book.sectionId);
    if (!place) throw new Error(`there is a gradebook of ${book.sectionId}, which the school does not have`);
    return { ...book, recorded, place, version: versionOf(book) };
  });
  const rows: Record<string, readonly object[]> = {
    grading_scale: assessments.gradingScales.map(({ by, at, ...scale }) => ({
      ...scale,
      ...{ recordedBy: by, recordedAt: at },
    })),
    gradebook: books.map(({ place, version, by, at }) => ({
      ...{ id: place.id, organizationId: place.organizationId, academicSessionId: place.sessionId },
      ...{ changedBy: by, changedAt: at, version },
    })),
    grading_scheme: books.map((book) => ({ ...book, ...book.recorded, version: 1 })),
    line_item: books.flatMap(({ lineItems, recorded }) =>
      lineItems.map((item, n) => ({ ...item, ...recorded, version: n + 2 })),
    ),
    score: books.flatMap(({ scores, recorded, version }) =>
      scores.map((score) => ({ ...score, ...recorded, version })),
    ),
  };
  for (const [table, values] of Object.entries(rows)) await fill(request, table, values);
  await seedPublications(request, part);
}
