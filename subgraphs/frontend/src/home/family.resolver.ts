import { FieldResolver, Resolver, Root } from 'type-graphql';
import { SectionStub } from '../section.stub.ts';
import { SectionResultStub } from '../section-result.stub.ts';
import { StudentStub } from '../student.stub.ts';
import { NewResult } from './student-home.type.ts';
import { StudentOnLeave } from './teacher-home.type.ts';

const whole = 'null with an error for others.';

@Resolver(() => NewResult)
export class NewResultResolver {
  @FieldResolver(() => SectionResultStub, {
    nullable: true,
    description: `The result, as it stands when it is read. Seen by whoever sees the result; ${whole}`,
  })
  result(@Root() { resultId: id }: NewResult): SectionResultStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, {
    nullable: true,
    description: `Its section. Seen by whoever sees the section; ${whole}`,
  })
  section(@Root() { sectionId: id }: NewResult): SectionStub {
    return { id };
  }
}

@Resolver(() => StudentOnLeave)
export class StudentOnLeaveResolver {
  @FieldResolver(() => StudentStub, {
    nullable: true,
    description: `The student. Seen by whoever sees the student; ${whole}`,
  })
  student(@Root() { studentId: id }: StudentOnLeave): StudentStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, {
    nullable: true,
    description: `The section that they attend. Seen by whoever sees the section; ${whole}`,
  })
  section(@Root() { sectionId: id }: StudentOnLeave): SectionStub {
    return { id };
  }
}
