import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { StudentStub } from '../student.stub.ts';
import { accounts } from './account.loader.ts';
import { StudentAccount, seen } from './student-account.type.ts';

@Resolver(() => StudentStub)
export class StudentResolver {
  @FieldResolver(() => StudentAccount, { nullable: true, description: `What is charged and paid. ${seen}` })
  account(@Root() { id }: StudentStub, @Ctx() request: Request): Promise<StudentAccount | null> {
    return request.load(accounts, id);
  }
}

export const seesAccount: VisibleKeys = async (request, studentIds) => {
  const found = await request.loadMany(accounts, studentIds);
  return new Set(found.flatMap((account) => account?.id ?? []));
};
