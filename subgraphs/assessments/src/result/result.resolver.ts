import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { DateTime, Decimal } from '@learnova/schema/scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PersonStub } from '../person.stub.ts';
import { Score } from '../score/score.entity.ts';
import { SectionStub } from '../section.stub.ts';
import { StudentStub } from '../student.stub.ts';
import { resultsInSection } from './result.loader.ts';
import type { FoundResult } from './result.reads.ts';
import { historyOf, reasonOf } from './result-past.loader.ts';
import { scoresOf } from './result-scores.loader.ts';
import { ResultState } from './result-state.enum.ts';
import { SectionResult, seen } from './section-result.entity.ts';
import { isShown, stateOf } from './shown.ts';

const shownIf = `Null to the student and their guardians unless its state is PUBLISHED. ${seen}`;
const staffOnly = 'Only for who sees the gradebook; null with FORBIDDEN for others.';

@Resolver(() => SectionResult)
export class SectionResultResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Whose it is. ${seen}` })
  student(@Root() { studentId: id }: FoundResult): StudentStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, { nullable: true, description: `The section. ${seen}` })
  section(@Root() { sectionId: id }: FoundResult): SectionStub {
    return { id };
  }

  @FieldResolver(() => ResultState, { description: `Whether it can be seen. ${seen}` })
  state(@Root() result: FoundResult, @Ctx() request: Request): Promise<ResultState> {
    return stateOf(request, result);
  }

  @FieldResolver(() => DateTime, {
    description: `The instant from which on it can be seen, that of its publication. ${seen}`,
  })
  publishedAt(@Root() { releasedAt }: FoundResult): Date {
    return releasedAt;
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: `The percentage, rounded once, as the scheme of the section says. ${shownIf}`,
  })
  percentage(@Root() result: FoundResult, @Ctx() request: Request): Promise<string | null> {
    return shown(request, result, result.percentage);
  }

  @FieldResolver(() => String, { nullable: true, description: `The grade. ${shownIf}` })
  grade(@Root() result: FoundResult, @Ctx() request: Request): Promise<string | null> {
    return shown(request, result, result.grade);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: `The points of the grade; null where its scale has none. ${shownIf}`,
  })
  points(@Root() result: FoundResult, @Ctx() request: Request): Promise<string | null> {
    return shown(request, result, result.points);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: `Whether it earns the credits of the course. ${shownIf}`,
  })
  isPassing(@Root() result: FoundResult, @Ctx() request: Request): Promise<boolean | null> {
    return shown(request, result, result.isPassing);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: `Whether each line item was settled: graded, missing or exempt. ${shownIf}`,
  })
  isComplete(@Root() result: FoundResult, @Ctx() request: Request): Promise<boolean | null> {
    return shown(request, result, result.isComplete);
  }

  @FieldResolver(() => [Score], {
    nullable: true,
    description: `The scores on which it rests, as they were published: those of before and after are not shown with it. ${shownIf}`,
  })
  async scores(@Root() result: FoundResult, @Ctx() request: Request): Promise<readonly Score[] | null> {
    return (await isShown(request, result)) ? scoresOf(request, result.id) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Why it was amended; null of a result that was not. ${staffOnly}`,
  })
  amendmentReason(@Root() { sight, reason }: FoundResult): string | null {
    if (sight !== 'STAFF') throw forbidden();
    return reason;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Why the office holds it back; null where it does not. ${staffOnly}`,
  })
  async withholdingReason(@Root() result: FoundResult, @Ctx() request: Request): Promise<string | null> {
    if (result.sight !== 'STAFF') throw forbidden();
    return result.isWithheld ? reasonOf(request, result) : null;
  }

  @FieldResolver(() => PersonStub, {
    nullable: true,
    description: `Who planned its publication, or amended it. ${staffOnly}`,
  })
  recordedBy(@Root() { sight, recordedBy: id }: FoundResult): PersonStub {
    if (sight !== 'STAFF') throw forbidden();
    return { id };
  }

  @FieldResolver(() => [SectionResult], {
    nullable: true,
    description: `All versions of what the student was given in the section, the oldest first. ${staffOnly}`,
  })
  async history(@Root() result: FoundResult, @Ctx() request: Request): Promise<readonly SectionResult[]> {
    if (result.sight !== 'STAFF') throw forbidden();
    return historyOf(request, result);
  }
}

async function shown<T>(request: Request, result: FoundResult, value: T): Promise<T | null> {
  return (await isShown(request, result)) ? value : null;
}

@Resolver(() => SectionStub)
export class ResultsOfSection {
  @FieldResolver(() => [SectionResult], {
    nullable: true,
    description:
      'Of each student the result that holds in it, or is to hold from an instant to come. Seen by who teaches the section now and by who oversees its organization.',
  })
  results(@Root() { id }: SectionStub, @Ctx() request: Request): Promise<readonly SectionResult[]> {
    return resultsInSection(request, id);
  }
}
