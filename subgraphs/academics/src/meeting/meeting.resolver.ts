import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Room } from '../room/room.entity.ts';
import { Section } from '../section/section.entity.ts';
import { knownSections } from '../section/section.loader.ts';
import { StaffStub } from '../section/staff.stub.ts';
import { Meeting } from './meeting.entity.ts';
import { knownRooms, meetings, teachersOfMeeting } from './meeting.loader.ts';

const seen = 'Seen by whoever sees the meeting.';

@Resolver(() => Meeting)
export class MeetingResolver {
  @Query(() => Meeting, {
    nullable: true,
    description: 'One meeting. NOT_FOUND for whoever may not see it. Asked by anybody who is signed in.',
  })
  async meeting(
    @Arg('id', () => UUID, { description: 'The meeting.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Meeting> {
    const meeting = await request.load(meetings, id);
    if (!meeting) throw notFound('meeting');
    return meeting;
  }

  @FieldResolver(() => Section, { description: `Whose lesson it is. ${seen}` })
  section(@Root() meeting: Meeting, @Ctx() request: Request): Promise<Section | null> {
    return request.load(knownSections, meeting.sectionId);
  }

  @FieldResolver(() => Room, {
    nullable: true,
    description: `Where it takes place; null for no room of the school. ${seen}`,
  })
  room(@Root() meeting: Meeting, @Ctx() request: Request): Promise<Room | null> | null {
    return meeting.roomId === null ? null : request.load(knownRooms, meeting.roomId);
  }

  @FieldResolver(() => [StaffStub], {
    nullable: true,
    description: `Who teaches the section on its day. ${seen}`,
  })
  async staff(@Root() meeting: Meeting, @Ctx() request: Request): Promise<StaffStub[]> {
    const teachers = await request.load(teachersOfMeeting, meeting.id);
    return (teachers?.list ?? []).map((id) => ({ id }));
  }
}
