import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { heldScores, lineItemsOf, type Pin, schemesOf } from '../gradebook/contents.reads.ts';
import { type Outcome, resultOf, type Scored } from '../result/result.rules.ts';
import { SectionResult } from '../result/section-result.entity.ts';
import { GradingScale } from '../scale/grading-scale.entity.ts';

/** What comes of a section at a version of its gradebook. */
export interface TakenSection {
  readonly sectionId: string;
  readonly gradebookVersion: number;
  /** By student. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * The results of sections as of these versions: four queries, for however many sections.
 * @param rosters whose results are taken; null for those of whom there are scores
 */
export async function takeResults(
  request: Request,
  pins: readonly (Pin & { readonly version: number })[],
  rosters: ReadonlyMap<string, readonly string[]> | null,
): Promise<TakenSection[]> {
  const [schemes, items, scores] = [
    await schemesOf(request, pins),
    await lineItemsOf(request, pins),
    await heldScores(request, pins),
  ];
  const scaleIds = [...new Set(schemes.map(({ gradingScaleId }) => gradingScaleId))];
  const scales = await request.em.find(GradingScale, { id: { $in: scaleIds } });
  const itemsBy = Map.groupBy(items, ({ sectionId }) => sectionId);
  const scoresBy = Map.groupBy(scores, ({ sectionId }) => sectionId);
  return pins.map(({ sectionId, version: gradebookVersion }) => {
    const scheme = schemes.find((one) => one.sectionId === sectionId);
    const scale = scales.find(({ id }) => id === scheme?.gradingScaleId);
    const students = Map.groupBy(scoresBy.get(sectionId) ?? [], ({ studentId }) => studentId);
    const outcome = (studentId: string): Outcome => {
      if (!scheme || !scale) throw new Error(`section ${sectionId} has a gradebook without a scheme`);
      const held: readonly Scored[] = students.get(studentId) ?? [];
      return resultOf({ ...scheme, bands: scale.bands }, itemsBy.get(sectionId) ?? [], held);
    };
    const roster = rosters ? (rosters.get(sectionId) ?? []) : [...students.keys()];
    return { sectionId, gradebookVersion, outcomes: new Map(roster.map((id) => [id, outcome(id)])) };
  });
}

/** What is known of a result beside its outcome. */
export type Given = Pick<
  SectionResult,
  | 'publicationId'
  | 'organizationId'
  | 'academicSessionId'
  | 'sectionId'
  | 'studentId'
  | 'version'
  | 'gradebookVersion'
  | 'credits'
  | 'reason'
  | 'recordedBy'
  | 'recordedAt'
>;

/** A result as it is kept; null where nothing counts. */
export function keptResult(given: Given, outcome: Outcome): SectionResult | null {
  const { percentage, grade, points, isPassing, isComplete, share } = outcome;
  if (percentage === null || grade === null || isPassing === null || share === null) return null;
  const divisor = greatestDivisor(share.over, share.under);
  return Object.assign(new SectionResult(), {
    ...{ id: newId(), ...given, percentage, grade, points, isPassing, isComplete },
    ...{ shareOver: String(share.over / divisor), shareUnder: String(share.under / divisor) },
  });
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestDivisor(other, one % other);
}
