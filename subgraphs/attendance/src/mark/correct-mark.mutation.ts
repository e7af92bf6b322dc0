import { commit, publish } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import type { Request } from '@learnova/platform/request';
import { RegisterCorrected } from '@learnova/schema/events/attendance';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { rowsOf } from '../register/register.entity.ts';
import { tell } from '../register/register.live.ts';
import { loadForWriting, registerLoader, rereadRegister, whoWasFaster } from '../register/register.loader.ts';
import { permitWriting } from '../register/register.policy.ts';
import { decideCorrection } from '../register/register.rules.ts';
import { Register, withEntry } from '../register/register.type.ts';
import { MarkInput } from '../register/submit-register.mutation.ts';
import { CorrectionReason } from './correction-reason.entity.ts';

@InputType({ description: 'Another mark for one student of a register that was taken.' })
export class CorrectMarkInput extends MarkInput {
  @Field(() => UUID, { description: "The register, which is the meeting's id." })
  registerId!: string;

  @Field(() => String, {
    description: 'Why the mark is corrected, 1 to 500 characters: for the staff alone.',
  })
  reason!: string;

  @Field(() => Int, { description: 'The version that the register has as you know it.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What a correction changed. Only who corrected sees it.' })
export class CorrectMarkPayload {
  @Field(() => Register, { description: 'The register as it is now. Only who corrected sees it here.' })
  register!: Register;
}

@Resolver()
export class CorrectMark {
  @Mutation(() => CorrectMarkPayload, {
    description:
      "Corrects one mark of a register that was taken, with a reason. For who teaches the section and holds a role over it still, on the register's own day, and for the office at any time.",
  })
  correctMark(
    @Arg('input', () => CorrectMarkInput, { description: 'The correction.' }) input: CorrectMarkInput,
    @Ctx() request: Request,
  ): Promise<CorrectMarkPayload> {
    return idempotent(request, input, {
      replay: (done) => rereadRegister(request, done),
      run: async (remember) => {
        const { register, meeting, school } = await loadForWriting(request, input.registerId);

        const speaker = await permitWriting(request, register, meeting);

        const now = await request.now();
        if (register.version !== input.expectedVersion) throw await whoWasFaster(request, register.id);
        const entry = decideCorrection(register, input, speaker, school, now);

        const [version, marks] = rowsOf(register, entry, now);
        const reasons = marks.map(({ id: markId }) =>
          Object.assign(new CorrectionReason(), { markId, reason: input.reason }),
        );
        request.em.persist([version, ...marks, ...reasons]);

        publish(request, RegisterCorrected, tell(register, entry, school.path), now);
        remember({ aggregateId: register.id, version: entry.version });
        await commit(request);

        const corrected = withEntry(register, version, marks);
        request.prime(registerLoader, corrected);
        return { register: corrected };
      },
    });
  }
}
