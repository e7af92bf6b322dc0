import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { registry } from '@learnova/schema/role-groups';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AttendanceCode } from './attendance-code.entity.ts';
import { loadCodes } from './code.loader.ts';
import { SetAttendanceCodesInput, SetAttendanceCodesPayload } from './code-set.inputs.ts';
import { codesChanged, decideCodes } from './code-set.rules.ts';

@Resolver()
export class SetAttendanceCodes {
  @Mutation(() => SetAttendanceCodesPayload, {
    description:
      'Sets all the codes of an organization. What is left out is given no more, and marks that bear it keep it. Refused with ' +
      'ATTENDANCE_CODE_MEANING where a sign that was used is to count as something else, and with ATTENDANCE_CODES_CHANGED where others ' +
      'are in force than were expected. For administrators and registrars of the organization or above it.',
  })
  setAttendanceCodes(
    @Arg('input', () => SetAttendanceCodesInput, { description: 'The codes.' })
    input: SetAttendanceCodesInput,
    @Ctx() request: Request,
  ): Promise<SetAttendanceCodesPayload> {
    const { organizationId } = input;
    return idempotent(request, input, {
      replay: async () => {
        const { path } = await placeOf(request, organizationId);
        return { attendanceCodes: await loadCodes(request, path) };
      },
      run: async (remember) => {
        const { path } = await placeOf(request, organizationId);
        const isKept = holdsRole(await request.standing(), registry, organizationId);
        permit(request, isKept, forbidden('This is kept by the school office. Ask there.'));

        await takeTurns(
          request,
          path.map((id) => `attendance codes ${id}`),
        );
        const before = await loadCodes(request, path);
        if (!isSame(input.expectedCodeIds, before)) throw codesChanged();
        const known = await request.em.find(AttendanceCode, { organizationId });
        const above = path.slice(0, -1);
        const inherits = above.length > 0 && (await loadCodes(request, above)).length > 0;
        const { added, kept, retired } = decideCodes(input.codes, known, inherits);

        for (const { row, wanted } of kept) Object.assign(row, { ...wanted, retiredAt: null });
        const now = await request.now();
        for (const row of retired) row.retiredAt = now;
        request.em.persist(
          added.map((wanted) =>
            Object.assign(new AttendanceCode(), { ...wanted, id: newId(), organizationId }),
          ),
        );

        remember({ aggregateId: organizationId, version: 1 });
        await commit(request);
        return { attendanceCodes: await loadCodes(request, path) };
      },
    });
  }
}

function isSame(ids: readonly string[], codes: readonly AttendanceCode[]): boolean {
  return ids.length === codes.length && codes.every(({ id }) => ids.includes(id));
}
