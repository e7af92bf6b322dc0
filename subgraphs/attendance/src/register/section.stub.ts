import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Arg, Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { sectionsSeen } from '../person.ties.ts';
import { dayKey } from '../school-day.ts';
import { loadRegisters } from './register.loader.ts';
import { Register } from './register.type.ts';
import { sectionDayLoader } from './section-day.loader.ts';

@ObjectType('Section', { description: sharedTypes.Section.type })
@Directive('@key(fields: "id")')
export class SectionStub {
  @Field(() => UUID, { description: sharedTypes.Section.id })
  id!: string;
}

@Resolver(() => SectionStub)
export class SectionResolver {
  @FieldResolver(() => [Register], {
    nullable: true,
    description:
      'A register for each of its meetings on a day, taken or not. Seen by who teaches or oversees the section.',
  })
  async registers(
    @Root() section: SectionStub,
    @Arg('date', () => SchoolDay, { description: 'The school day.' }) date: string,
    @Ctx() request: Request,
  ): Promise<Register[]> {
    const day = await request.load(sectionDayLoader, dayKey(section.id, date));
    return loadRegisters(request, day?.meetingIds ?? []);
  }
}

/** Who teaches the section now, and who oversees its organization. */
export const seesRegisters: VisibleKeys = async (request, sectionIds) =>
  new Set((await sectionsSeen(request, sectionIds)).keys());
