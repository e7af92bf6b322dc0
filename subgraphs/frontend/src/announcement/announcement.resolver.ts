import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { PersonStub } from '../person.stub.ts';
import { tiesOf } from '../person.ties.ts';
import { SectionStub } from '../section.stub.ts';
import { ViewerStub } from '../viewer.stub.ts';
import { Announcement } from './announcement.entity.ts';
import { announcementsFor, announcementsOf, placeOf } from './announcement.reads.ts';

const seen = 'Seen by whoever sees the announcement.';

export const AnnouncementConnection = connectionOf(
  'Announcement',
  () => Announcement,
  'Seen by the person for whom the list is.',
);

@Resolver(() => Announcement)
export class AnnouncementResolver {
  @FieldResolver(() => OrganizationStub, { nullable: true, description: `Where it was made. ${seen}` })
  organization(@Root() { organizationId: id }: Announcement): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, {
    nullable: true,
    description: `The section whose people it is for; null where it is for an organization. ${seen}`,
  })
  section(@Root() { sectionId: id }: Announcement): SectionStub | null {
    return id === null ? null : { id };
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: `Who made it. ${seen}` })
  publishedBy(@Root() { publishedBy: id }: Announcement): PersonStub {
    return { id };
  }
}

@Resolver(() => ViewerStub)
export class ViewerAnnouncements {
  @FieldResolver(() => AnnouncementConnection, {
    nullable: true,
    description: 'What the person is told now, newest first. Seen by that person alone.',
  })
  async announcements(
    @Root() _viewer: ViewerStub,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Announcement>> {
    const page = pageOf(args, 2);
    return toConnection(await announcementsFor(request, page), page, placeOf);
  }
}

@Resolver(() => OrganizationStub)
export class OrganizationAnnouncements {
  @FieldResolver(() => AnnouncementConnection, {
    nullable: true,
    description:
      'All that was ever announced in it and its sections, without what is below it, newest first. Seen by administrators, ' +
      'registrars and heads of department over it.',
  })
  async announcements(
    @Root() { id }: OrganizationStub,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Announcement>> {
    const page = pageOf(args, 2);
    return toConnection(await announcementsOf(request, id, page), page, placeOf);
  }
}

export const overseesAnnouncements: VisibleKeys = async (request, organizationIds) => {
  const { overseen } = await tiesOf(request);
  return new Set(organizationIds.filter((id) => overseen.has(id)));
};
