import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AcademicSession } from './academic-session.entity.ts';
import { academicSessions, childrenOfSession } from './academic-session.loader.ts';

@Resolver(() => AcademicSession)
export class AcademicSessionResolver {
  @FieldResolver(() => AcademicSession, {
    nullable: true,
    description:
      'The session that it is part of; null for a school year. Seen by everybody who is signed in.',
  })
  parent(@Root() session: AcademicSession, @Ctx() request: Request): Promise<AcademicSession | null> | null {
    return session.parentId === null ? null : request.load(academicSessions, session.parentId);
  }

  @FieldResolver(() => [AcademicSession], {
    description: 'Its parts, in the order of their beginning. Seen by everybody who is signed in.',
  })
  async children(
    @Root() session: AcademicSession,
    @Ctx() request: Request,
  ): Promise<readonly AcademicSession[]> {
    return (await request.load(childrenOfSession, session.id))?.list ?? [];
  }
}
