import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Section } from './section.entity.ts';
import { sections, sectionsOfStaff } from './section.loader.ts';
import { StaffStub } from './staff.stub.ts';

@Resolver(() => StaffStub)
export class StaffResolver {
  @FieldResolver(() => [Section], {
    nullable: true,
    description:
      'The sections that this member of staff teaches today, as far as you see them. Seen by everybody who is signed in.',
  })
  async sections(@Root() staff: StaffStub, @Ctx() request: Request): Promise<Section[]> {
    const taught = await request.load(sectionsOfStaff, staff.id);
    const found = await request.loadMany(sections, taught?.list ?? []);
    return found.filter((section) => section !== null);
  }
}

/** Everybody who is signed in: each section in the list passes its own door besides. */
export const seesSectionsOfStaff: VisibleKeys = async ({ actor }, ids) =>
  new Set(actor.kind === 'person' ? ids : []);
