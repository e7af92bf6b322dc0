import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../board/organization.stub.ts';
import { standing } from '../mark/mark.rules.ts';
import { PersonStub } from '../person.stub.ts';
import { StudentStub } from '../student/student.stub.ts';
import { countRegister } from './count-register.ts';
import { MeetingStub } from './meeting.stub.ts';
import { AttendanceMark } from './register.entity.ts';
import { Register, RegisterStatus } from './register.type.ts';
import { RegisterCounts } from './register-counts.type.ts';
import { SectionStub } from './section.stub.ts';

const seen = 'Whoever sees the register may see it.';
const staff = 'Only for who teaches or oversees the section; null with FORBIDDEN for others.';

@Resolver(() => Register)
export class RegisterResolver {
  @FieldResolver(() => MeetingStub, {
    nullable: true,
    description: `The meeting of which it is the roll. ${seen}`,
  })
  meeting(@Root() { id }: Register): MeetingStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, { nullable: true, description: `The section that meets. ${seen}` })
  section(@Root() { sectionId: id }: Register): SectionStub {
    return { id };
  }

  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `The section's organization. ${seen}`,
  })
  organization(@Root() { organizationId: id }: Register): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => RegisterStatus, { description: `Whether it was taken. ${seen}` })
  status(@Root() { version }: Register): RegisterStatus {
    return version === 0 ? 'NOT_TAKEN' : 'TAKEN';
  }

  @FieldResolver(() => PersonStub, {
    nullable: true,
    description: `Who submitted it first; null before. ${seen}`,
  })
  takenBy(@Root() { takenBy: id }: Register): PersonStub | null {
    return id ? { id } : null;
  }

  @FieldResolver(() => [AttendanceMark], {
    description: 'What holds of each student whom you may see here: empty before the register is taken.',
  })
  marks(@Root() { expected, marks }: Register): AttendanceMark[] {
    const held = standing(marks);
    return expected.flatMap((studentId) => held.get(studentId) ?? []);
  }

  @FieldResolver(() => [StudentStub], {
    nullable: true,
    description:
      'The students whom you may see here and who have leave that was granted when the meeting begins, whether it was taken or not.',
  })
  onLeave(@Root() { onLeave }: Register): StudentStub[] {
    return [...onLeave].map((id) => ({ id }));
  }

  @FieldResolver(() => [StudentStub], {
    nullable: true,
    description: `The students who are to be named: on the roster, until the first submission pins them. ${staff}`,
  })
  expected(@Root() { whole, expected }: Register): StudentStub[] {
    if (!whole) throw forbidden();
    return expected.map((id) => ({ id }));
  }

  @FieldResolver(() => RegisterCounts, {
    nullable: true,
    description: `How many students are what. ${staff}`,
  })
  counts(@Root() register: Register, @Ctx() request: Request): Promise<RegisterCounts> {
    if (!register.whole) throw forbidden();
    return countRegister(request, register);
  }
}
