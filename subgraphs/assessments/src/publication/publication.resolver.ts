import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { VisibleKeys } from '@learnova/platform/policy';
import { badInput } from '@learnova/platform/refusal';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { id as idModel } from '@learnova/schema/define';
import { overseers } from '@learnova/schema/role-groups';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { resultsOfPublication } from '../result/result.reads.ts';
import { SectionResult } from '../result/section-result.entity.ts';
import { SectionStub } from '../section.stub.ts';
import { Publication, seen } from './publication.entity.ts';
import { publicationCounts, publicationsOf } from './publication.loader.ts';
import type { PublicationCounts } from './publication.reads.ts';
import { stateAt } from './publication.rules.ts';
import { PublicationState } from './publication-state.enum.ts';

const SectionResultConnection = connectionOf(
  'SectionResult',
  () => SectionResult,
  'Seen by whoever sees the publication.',
);

@Resolver(() => Publication)
export class PublicationResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `Whose results it publishes. ${seen}`,
  })
  organization(@Root() { organizationId: id }: Publication): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, {
    nullable: true,
    description: `Its only section; null where it is of all sections. ${seen}`,
  })
  section(@Root() { sectionId: id }: Publication): SectionStub | null {
    return id === null ? null : { id };
  }

  @FieldResolver(() => PublicationState, { description: `How far it is. ${seen}` })
  async state(@Root() publication: Publication, @Ctx() request: Request): Promise<PublicationState> {
    return stateAt(publication, await request.now());
  }

  @FieldResolver(() => Int, { description: `How many sections it has the results of. ${seen}` })
  sectionCount(@Root() publication: Publication, @Ctx() request: Request): Promise<number> {
    return count(publication, request, 'sections');
  }

  @FieldResolver(() => Int, { description: `How many results it has. ${seen}` })
  resultCount(@Root() publication: Publication, @Ctx() request: Request): Promise<number> {
    return count(publication, request, 'results');
  }

  @FieldResolver(() => Int, {
    description: `Of its results, how many rest on work that is not settled in all its parts. ${seen}`,
  })
  incompleteCount(@Root() publication: Publication, @Ctx() request: Request): Promise<number> {
    return count(publication, request, 'incomplete');
  }

  @FieldResolver(() => Int, {
    description: `How many students of its sections have no result, since nothing counts yet. ${seen}`,
  })
  withoutResultCount(@Root() publication: Publication, @Ctx() request: Request): Promise<number> {
    return count(publication, request, 'withoutResult');
  }

  @FieldResolver(() => Int, {
    description: `Since its instant: of how many results those who listen were told, but for those that the office withholds. They can be seen before. ${seen}`,
  })
  toldCount(@Root() publication: Publication, @Ctx() request: Request): Promise<number> {
    return count(publication, request, 'told');
  }

  @FieldResolver(() => SectionResultConnection, {
    description: `Its results, also before anybody else sees them. ${seen}`,
  })
  async results(
    @Root() { id }: Publication,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<SectionResult>> {
    const page = pageOf(args, 1);
    const [after = null] = page.after ?? [];
    if (after !== null && !idModel.safeParse(after).success)
      throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
    const rows = await resultsOfPublication(request, id, { limit: page.limit, after });
    const results = rows.map((row) => Object.assign(row, { sight: 'STAFF' as const }));
    return toConnection(results, page, (row) => [row.id]);
  }
}

async function count(
  { id }: Publication,
  request: Request,
  what: Exclude<keyof PublicationCounts, 'id'>,
): Promise<number> {
  return (await request.load(publicationCounts, id))?.[what] ?? 0;
}

@Resolver(() => OrganizationStub)
export class PublicationsOfOrganization {
  @FieldResolver(() => [Publication], {
    nullable: true,
    description: `Its publications of results, the latest fifty, the last instant first. ${seen}`,
  })
  publications(@Root() { id }: OrganizationStub, @Ctx() request: Request): Promise<Publication[]> {
    return publicationsOf(request, id);
  }
}

/** Who oversees an organization sees what it publishes. */
export const seesPublications: VisibleKeys = async (request, organizationIds) => {
  const overseen = organizationsOf(await request.standing(), overseers);
  return new Set(organizationIds.filter((id) => overseen.has(id)));
};
