import { person } from '@learnova/platform/actor';
import { commit, order } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { badInput, changedMeanwhile, forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Sections } from '@learnova/schema/asks/academics';
import { Names, Organizations } from '@learnova/schema/asks/users';
import { OpenAnnouncement } from '@learnova/schema/jobs/frontend';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { tiesOf } from '../person.ties.ts';
import { Announcement } from './announcement.entity.ts';
import {
  PublishAnnouncementInput,
  PublishAnnouncementPayload,
  WithdrawAnnouncementInput,
  WithdrawAnnouncementPayload,
} from './announcement.inputs.ts';
import { announcements } from './announcement.loader.ts';
import { mayAnnounce } from './announcement.policy.ts';
import { tell } from './announcement.publish.ts';
import { decideAnnouncement, decideWithdrawal } from './announcement.rules.ts';

const makers =
  'For administrators, registrars and heads of department of the organization or above it; for a section, for who teaches it now too.';

@Resolver()
export class AnnouncementMutations {
  @Mutation(() => PublishAnnouncementPayload, {
    description: `Tells many people something, at once or from an hour on. ${makers}`,
  })
  publishAnnouncement(
    @Arg('input', () => PublishAnnouncementInput, { description: 'What, and whom.' })
    input: PublishAnnouncementInput,
    @Ctx() request: Request,
  ): Promise<PublishAnnouncementPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ announcement: await load(request, aggregateId) }),
      run: async (remember) => {
        const where = await placeOf(request, input);
        const ties = await tiesOf(request);
        const isMember =
          where.sectionId !== null &&
          Object.values(ties.as).some((one) => one.sectionIds.has(where.sectionId ?? ''));
        const isHidden = where.sectionId !== null && !isMember;
        permit(request, mayAnnounce(ties, where), isHidden ? notFound('section') : notYours());
        const now = await request.now();
        const decided = decideAnnouncement(input, now);
        const by = { publishedBy: person(request).personId, changedBy: person(request).personId };
        const announcement = Object.assign(new Announcement(), {
          ...{ id: newId(), ...where, ...decided, ...by, changedAt: now },
        });
        request.em.persist(announcement);
        const { id: announcementId, visibleFrom } = announcement;
        if (visibleFrom > now) order(request, OpenAnnouncement, { announcementId }, now, visibleFrom);
        else await tell(request, announcement, 1, now);
        remember({ aggregateId: announcementId, version: 1 });
        await commit(request);
        return { announcement };
      },
    });
  }

  @Mutation(() => WithdrawAnnouncementPayload, {
    description: `Takes an announcement back: it is shown no longer, and stays in the list of who made it. ${makers}`,
  })
  withdrawAnnouncement(
    @Arg('input', () => WithdrawAnnouncementInput, { description: 'Which.' })
    input: WithdrawAnnouncementInput,
    @Ctx() request: Request,
  ): Promise<WithdrawAnnouncementPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ announcement: await load(request, aggregateId) }),
      run: async (remember) => {
        const announcement = await load(request, input.announcementId);
        permit(request, mayAnnounce(await tiesOf(request), announcement), notYours());
        if (announcement.version !== input.expectedVersion) {
          const { changedBy } = announcement;
          const [who] = changedBy ? await request.ask(Names, { personIds: [changedBy] }) : [];
          throw changedMeanwhile('FRONTEND_CHANGED', 'announcement', announcement, who?.name);
        }
        const now = await request.now();
        const version = input.expectedVersion + 1;
        Object.assign(announcement, {
          visibleTo: decideWithdrawal(announcement, now),
          withdrawnAt: announcement.withdrawnAt ?? now,
          ...{ changedBy: person(request).personId, changedAt: now },
        });
        await tell(request, announcement, version, now);
        remember({ aggregateId: announcement.id, version });
        await commit(request);
        return { announcement };
      },
    });
  }
}

const notYours = () =>
  forbidden('Announcements are made by the school office, and to a section by who teaches it.');

const load = (request: Request, id: string) => fresh(request, announcements, id, 'announcement');

/** The organization or the section that is named, one of the two. Throws NOT_FOUND where there is none. */
async function placeOf(request: Request, { organizationId, sectionId }: PublishAnnouncementInput) {
  if (!organizationId === !sectionId)
    throw badInput(['input', 'organizationId'], 'Name either an organization or a section.');
  if (sectionId) {
    const [section] = await request.ask(Sections, { sectionIds: [sectionId] });
    if (!section) throw notFound('section');
    return { organizationId: section.organizationId, sectionId };
  }
  const [organization] = await request.ask(Organizations, { organizationIds: [organizationId ?? ''] });
  if (!organization) throw notFound('organization');
  return { organizationId: organization.organizationId, sectionId: null };
}
