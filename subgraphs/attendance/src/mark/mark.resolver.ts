import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AttendanceCode } from '../code/attendance-code.entity.ts';
import { codeLoader } from '../code/code.loader.ts';
import { PersonStub } from '../person.stub.ts';
import { AttendanceMark } from '../register/register.entity.ts';
import { registerLoader } from '../register/register.loader.ts';
import { Register } from '../register/register.type.ts';
import { StudentStub } from '../student/student.stub.ts';
import { AttendanceStatus } from './attendance-status.enum.ts';
import { statusOf } from './mark.rules.ts';
import { reasonLoader } from './reason.loader.ts';

const seen = 'Whoever sees the mark may see it.';

@Resolver(() => AttendanceMark)
export class MarkResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `The student. ${seen}` })
  student(@Root() { studentId: id }: AttendanceMark): StudentStub {
    return { id };
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: `Who said it. ${seen}` })
  recordedBy(@Root() { recordedBy: id }: AttendanceMark): PersonStub {
    return { id };
  }

  @FieldResolver(() => AttendanceCode, { description: `What was said. ${seen}` })
  async code(@Root() mark: AttendanceMark, @Ctx() request: Request): Promise<AttendanceCode> {
    return found(await request.load(codeLoader, mark.codeId), 'attendance code');
  }

  @FieldResolver(() => AttendanceStatus, {
    description: `What it counts as, with the leave that the student has: it lies over a teacher's word, and under the office's. ${seen}`,
  })
  async status(@Root() mark: AttendanceMark, @Ctx() request: Request): Promise<AttendanceStatus> {
    return statusOf(mark, await this.code(mark, request));
  }

  @FieldResolver(() => Register, {
    description: 'The register in which it was said, as far as you may see it.',
  })
  async register(@Root() mark: AttendanceMark, @Ctx() request: Request): Promise<Register> {
    return found(await request.load(registerLoader, mark.registerId), 'register');
  }

  @FieldResolver(() => [AttendanceMark], {
    description: `Everything that was said of the student in this register, oldest first. ${seen}`,
  })
  async history(@Root() mark: AttendanceMark, @Ctx() request: Request): Promise<AttendanceMark[]> {
    const { marks } = await this.register(mark, request);
    return marks.filter(({ studentId }) => studentId === mark.studentId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why it corrects an earlier one. Only for who teaches or oversees the section; null with FORBIDDEN for others.',
  })
  async reason(@Root() mark: AttendanceMark, @Ctx() request: Request): Promise<string | null> {
    const { whole } = await this.register(mark, request);
    if (!whole) throw forbidden();
    return (await request.load(reasonLoader, mark.id))?.reason ?? null;
  }
}

function found<T>(row: T | null, what: string): T {
  if (row === null) throw notFound(what);
  return row;
}
