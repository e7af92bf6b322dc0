import { PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { Request } from '@learnova/platform/request';
import { Locale, TimeZone, UUID } from '@learnova/schema/scalars';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { StudentConnection } from '../person/student.connection.ts';
import { studentLoader } from '../person/student.loader.ts';
import { Organization } from './organization.entity.ts';
import { organizationLoader, organizationsBelow } from './organization.loader.ts';
import type { OrganizationRow } from './organization.reads.ts';
import { visibleStudentsOf } from './organization-students.reads.ts';

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, {
    nullable: true,
    description: 'An organization by id. For everybody who is signed in.',
  })
  organization(
    @Arg('id', () => UUID, { description: 'The organization.' }) id: string,
    @Ctx() request: Request,
  ) {
    return request.load(organizationLoader, id).then(orNotFound('organization'));
  }

  @FieldResolver(() => TimeZone, {
    description:
      'Decides what day it is there: its own, or that of the nearest above it. Visible to everybody who is signed in.',
  })
  timeZone(@Root() { timeZone }: OrganizationRow): string {
    return timeZone;
  }

  @FieldResolver(() => Locale, {
    description:
      'The language it writes in: its own, or that of the nearest above it. Visible to everybody who is signed in.',
  })
  locale(@Root() { locale }: OrganizationRow): string {
    return locale;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'What stands directly above; null for the institution. Visible to everybody who is signed in.',
  })
  parent(@Root() { parentId }: OrganizationRow, @Ctx() request: Request) {
    return parentId === null ? null : request.load(organizationLoader, parentId);
  }

  @FieldResolver(() => [Organization], {
    description: 'What stands directly below, by name. Visible to everybody who is signed in.',
  })
  async children(@Root() { id }: OrganizationRow, @Ctx() request: Request) {
    return (await request.load(organizationsBelow, id))?.children ?? [];
  }

  @FieldResolver(() => StudentConnection, {
    description:
      'The students whom it or an organization below it admitted, by sort name. Visible to the office above each of them: all; ' +
      'to others: themselves, their children of today and whom they teach now.',
  })
  async students(
    @Root() { id }: OrganizationRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ) {
    const page = pageOf(args, 2);
    const rows = await visibleStudentsOf(request, id, page);
    for (const row of rows) request.prime(studentLoader, row);
    return toConnection(rows, page, ({ sortName, id: last }) => [sortName, last]);
  }
}
