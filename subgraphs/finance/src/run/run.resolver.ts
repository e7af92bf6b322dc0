import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id } from '@learnova/schema/define';
import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { feeStructures } from '../fee/fee.loader.ts';
import { FeeStructure } from '../fee/fee-structure.entity.ts';
import { StudentStub } from '../student.stub.ts';
import { InvoiceRun } from './invoice-run.entity.ts';
import { InvoiceProblem } from './invoice-run-item.entity.ts';
import { runCounts } from './run.loader.ts';
import { type ProblemRow, problemsOf } from './run.reads.ts';

const seen = 'Seen by whoever sees the run.';

@ObjectType({ description: `A student whom a run has not invoiced, or would not. ${seen}` })
export class InvoiceRunProblem {
  studentId!: string;

  @Field(() => InvoiceProblem, { description: `Why. ${seen}` })
  problem!: InvoiceProblem;
}

const InvoiceRunProblemConnection = connectionOf('InvoiceRunProblem', () => InvoiceRunProblem, seen);

@Resolver(() => InvoiceRunProblem)
export class InvoiceRunProblemResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `The student. ${seen}` })
  student(@Root() { studentId: id }: InvoiceRunProblem): StudentStub {
    return { id };
  }
}

@Resolver(() => InvoiceRun)
export class InvoiceRunResolver {
  @FieldResolver(() => FeeStructure, { nullable: true, description: `What it charges. ${seen}` })
  feeStructure(
    @Root() { feeStructureId }: InvoiceRun,
    @Ctx() request: Request,
  ): Promise<FeeStructure | null> {
    return request.load(feeStructures, feeStructureId);
  }

  @FieldResolver(() => Int, {
    description: `How many students are of its cohort; 0 before the dry run is done. ${seen}`,
  })
  studentCount(@Root() run: InvoiceRun, @Ctx() request: Request): Promise<number> {
    return count(run, request, 'students');
  }

  @FieldResolver(() => Int, { description: `How many invoices it has issued. ${seen}` })
  invoicedCount(@Root() run: InvoiceRun, @Ctx() request: Request): Promise<number> {
    return count(run, request, 'invoiced');
  }

  @FieldResolver(() => Int, { description: `How many students it has not invoiced, or would not. ${seen}` })
  problemCount(@Root() run: InvoiceRun, @Ctx() request: Request): Promise<number> {
    return count(run, request, 'problems');
  }

  @FieldResolver(() => InvoiceRunProblemConnection, {
    description: `Those whom it has not invoiced, or before it runs would not, with the reason. ${seen}`,
  })
  async problems(
    @Root() run: InvoiceRun,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<InvoiceRunProblem>> {
    const page = pageOf(args, 1);
    const after = page.after === null ? null : id.safeParse(page.after[0]);
    if (after?.success === false) throw badInput(['after'], 'This is no cursor of this list.');
    const rows = await problemsOf(request, run.id, { limit: page.limit, after: after?.data ?? null });
    const problems = rows.map((row: ProblemRow) => Object.assign(new InvoiceRunProblem(), row));
    return toConnection(problems, page, ({ studentId }) => [studentId]);
  }
}

async function count(
  run: InvoiceRun,
  request: Request,
  what: 'students' | 'invoiced' | 'problems',
): Promise<number> {
  return (await request.load(runCounts, run.id))?.[what] ?? 0;
}
