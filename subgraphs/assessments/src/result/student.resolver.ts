import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { studentsOfFamily, studentsOverseen, studentsTaught } from '../person.ties.ts';
import { StudentStub } from '../student.stub.ts';
import { resultsOfStudent } from './result.loader.ts';
import type { FoundResult } from './result.reads.ts';
import { SectionResult } from './section-result.entity.ts';
import { isShown } from './shown.ts';
import { termResultOf } from './term-result.rules.ts';
import { TermResult } from './term-result.type.ts';

@Resolver(() => StudentStub)
export class StudentResolver {
  @FieldResolver(() => [SectionResult], {
    nullable: true,
    description:
      'What was published of the student, the last first: of each section the result that holds. Seen by the student, by guardians who may now see their records, by who oversees their school, and by who teaches them now, of the sections whose gradebooks they see.',
  })
  results(@Root() { id }: StudentStub, @Ctx() request: Request): Promise<readonly SectionResult[]> {
    return resultsOfStudent(request, id);
  }

  @FieldResolver(() => [TermResult], {
    nullable: true,
    description:
      'What the student has reached in each term of which something was published, the last first. Seen by the student, by guardians who may now see their records, and by who oversees their school.',
  })
  async termResults(@Root() { id }: StudentStub, @Ctx() request: Request): Promise<TermResult[]> {
    const terms = Map.groupBy(await resultsOfStudent(request, id), (result) => result.academicSessionId);
    return Promise.all(
      [...terms].map(([academicSessionId, results]) => termOf(request, academicSessionId, results)),
    );
  }
}

async function termOf(
  request: Request,
  academicSessionId: string,
  results: readonly FoundResult[],
): Promise<TermResult> {
  const shown = await Promise.all(results.map((result) => isShown(request, result)));
  const counted = results.filter((_result, n) => shown[n]);
  const outcome = termResultOf(
    counted.map((result) => ({
      ...result,
      share: { over: BigInt(result.shareOver), under: BigInt(result.shareUnder) },
    })),
  );
  const isComplete = shown.every(Boolean) && results.every((result) => result.isComplete);
  return Object.assign(new TermResult(), { academicSessionId, ...outcome, isComplete, results });
}

/** Whose results somebody may ask for; which of them are shown is decided of each. */
export const seesResults: VisibleKeys = async (request, studentIds) => {
  const [own, overseen] = [await studentsOfFamily(request), await studentsOverseen(request, studentIds)];
  const others = studentIds.filter((id) => !own.has(id) && !overseen.has(id));
  const taught = others.length > 0 ? await studentsTaught(request) : new Set<string>();
  return new Set(studentIds.filter((id) => own.has(id) || overseen.has(id) || taught.has(id)));
};

/** An average says something of each of its parts, so it is for those who see all of them. */
export const seesTermResults: VisibleKeys = async (request, studentIds) => {
  const [own, overseen] = [await studentsOfFamily(request), await studentsOverseen(request, studentIds)];
  return new Set(studentIds.filter((id) => own.has(id) || overseen.has(id)));
};
