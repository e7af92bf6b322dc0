import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { Rosters, Sections } from '@learnova/schema/asks/academics';
import { LineItem } from '../line-item/line-item.entity.ts';
import type { Score } from '../score/score.entity.ts';
import { asTheyAre, heldScores, lineItemsOf, schemesOf } from './contents.reads.ts';
import { Gradebook } from './gradebook.entity.ts';
import { visibleGradebooks } from './gradebook.policy.ts';
import type { GradingScheme } from './grading-scheme.entity.ts';

/** The door to gradebooks: of each section there is one, with a row or still without. */
export const gradebooks = defineLoader<Gradebook>({
  type: 'Gradebook',
  load: async (request, ids) => {
    const begun = await request.em.find(Gradebook, { id: { $in: [...ids] } });
    const others = ids.filter((id) => !begun.some((book) => book.id === id));
    if (others.length === 0) return begun;
    const sections = await request.ask(Sections, { sectionIds: [...others].sort() });
    const unwritten = sections.map(({ sectionId: id, organizationId, academicSessionId }) =>
      Object.assign(new Gradebook(), { id, organizationId, academicSessionId, version: 0 }),
    );
    return [...begun, ...unwritten];
  },
  visible: visibleGradebooks,
});

/** What stands in a gradebook now. */
export interface Contents {
  readonly id: string;
  readonly scheme: GradingScheme | null;
  /** By category and title. */
  readonly items: readonly LineItem[];
  readonly scores: readonly Score[];
  /** Enrolled now, and others of whom there are scores. */
  readonly students: readonly string[];
}

/** Of gradebooks that are shown already: three queries and a question, for however many. */
export const contents = defineLoader<Contents>({
  type: 'Gradebook.contents',
  load: async (request, ids) => {
    const sectionIds = [...ids].sort();
    const pins = asTheyAre(sectionIds);
    const [schemes, items, scores] = [
      await schemesOf(request, pins),
      await lineItemsOf(request, pins),
      await heldScores(request, pins),
    ];
    const rosters = await request.ask(Rosters, { sectionIds });
    const [itemsBy, scoresBy] = [
      Map.groupBy(items, ({ sectionId }) => sectionId),
      Map.groupBy(scores, ({ sectionId }) => sectionId),
    ];
    return ids.map((id) => {
      const held = scoresBy.get(id) ?? [];
      const enrolled = rosters.find(({ sectionId }) => sectionId === id)?.studentIds ?? [];
      const students = [...new Set([...enrolled, ...held.map(({ studentId }) => studentId)])];
      const scheme = schemes.find(({ sectionId }) => sectionId === id) ?? null;
      return { id, scheme, items: itemsBy.get(id) ?? [], scores: held, students };
    });
  },
  visible: async (_request, rows) => rows,
});

export async function contentsOf(request: Request, sectionId: string): Promise<Contents> {
  return (await request.load(contents, sectionId)) ?? blank(sectionId);
}

/** What stands in it at this moment, for a command to decide upon: its answer reads again what it has made of it. */
export async function contentsNow(request: Request, sectionId: string): Promise<Contents> {
  return (await contents.load(request, [sectionId]))[0] ?? blank(sectionId);
}

const blank = (id: string): Contents => ({ id, scheme: null, items: [], scores: [], students: [] });
