import { commit, publish } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import type { Request } from '@learnova/platform/request';
import { RegisterSubmitted } from '@learnova/schema/events/attendance';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { rowsOf } from './register.entity.ts';
import { tell } from './register.live.ts';
import { loadForWriting, registerLoader, rereadRegister, whoWasFaster } from './register.loader.ts';
import { permitWriting } from './register.policy.ts';
import { decideSubmission } from './register.rules.ts';
import { Register, withEntry } from './register.type.ts';

@InputType({ description: 'What is said of one student.' })
export class MarkInput {
  @Field(() => UUID, { description: 'The student, who must be expected in the register.' })
  studentId!: string;

  @Field(() => UUID, { description: "One of the school's attendance codes." })
  codeId!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: 'Minutes after the beginning, 1 to 1440; only with a code that means late.',
  })
  minutesLate!: number | null;
}

@InputType({ description: 'A whole register.' })
export class SubmitRegisterInput {
  @Field(() => UUID, { description: "The register, which is the meeting's id." })
  registerId!: string;

  @Field(() => [MarkInput], { description: 'One for each expected student: nobody is present by silence.' })
  marks!: MarkInput[];

  @Field(() => Int, {
    description: 'The version that the register has as you know it; 0 for one that was not taken.',
  })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What a submission changed. Only who submitted sees it.' })
export class SubmitRegisterPayload {
  @Field(() => Register, { description: 'The register as it is now. Only who submitted sees it here.' })
  register!: Register;
}

/** Load, may, decide, apply, publish; then the one flush. */
@Resolver()
export class SubmitRegister {
  @Mutation(() => SubmitRegisterPayload, {
    description:
      "Submits a whole register once its meeting has begun: all of it or nothing. For who teaches the section on the meeting's day and holds a role over it still: the first time until 30 days after that day, again on the day itself. For the office at any time.",
  })
  submitRegister(
    @Arg('input', () => SubmitRegisterInput, { description: 'The register.' }) input: SubmitRegisterInput,
    @Ctx() request: Request,
  ): Promise<SubmitRegisterPayload> {
    return idempotent(request, input, {
      replay: (done) => rereadRegister(request, done),
      run: async (remember) => {
        const { register, meeting, school } = await loadForWriting(request, input.registerId);

        const speaker = await permitWriting(request, register, meeting);

        const now = await request.now();
        if (register.version !== input.expectedVersion) throw await whoWasFaster(request, register.id);
        const entry = decideSubmission(register, input.marks, speaker, school, now);

        const [version, marks] = rowsOf(register, entry, now);
        request.em.persist([version, ...marks]);

        publish(request, RegisterSubmitted, tell(register, entry, school.path), now);
        remember({ aggregateId: register.id, version: entry.version });
        await commit(request);

        const submitted = withEntry(register, version, marks);
        request.prime(registerLoader, submitted);
        return { register: submitted };
      },
    });
  }
}
