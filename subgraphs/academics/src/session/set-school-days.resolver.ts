import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { schoolDays } from '../meeting/timetable.facts.ts';
import { keptOrganizations } from '../program/program.ties.ts';
import { CalendarDay } from './calendar-day.entity.ts';
import { meetingsOnClosed, takeCalendarTurn, yearsAbove } from './school-days.facts.ts';
import { SetSchoolDaysInput, SetSchoolDaysPayload } from './school-days.inputs.ts';
import { checkNothingMeets, checkRange, decideSchoolDays } from './school-days.rules.ts';

@Resolver()
export class SetSchoolDaysResolver {
  @Mutation(() => SetSchoolDaysPayload, {
    description:
      'Says on which days an organization teaches, and on which it is closed. Refused with ACADEMICS_OUTSIDE_YEAR for a day of no ' +
      'school year, and with ACADEMICS_DAY_IN_USE where it would be closed on a day on which something meets. For administrators ' +
      'and registrars of the organization or above it.',
  })
  setSchoolDays(
    @Arg('input', { description: 'Which days, and what they are.' }) input: SetSchoolDaysInput,
    @Ctx() request: Request,
  ): Promise<SetSchoolDaysPayload> {
    const { organizationId } = input;
    return idempotent(request, input, {
      replay: async () => answer(request, (await placeOf(request, organizationId)).path, input),
      run: async (remember) => {
        const place = await placeOf(request, organizationId);

        permit(request, (await keptOrganizations(request)).has(organizationId));

        checkRange(input, ['input']);
        await takeCalendarTurn(request, place, input);
        const wanted = { ...input, weekdays: input.weekdays ?? null };
        const dates = decideSchoolDays(wanted, await yearsAbove(request, place));
        if (!input.isSchoolDay) checkNothingMeets(await meetingsOnClosed(request, place, dates));

        const said = await request.em.find(CalendarDay, { organizationId, date: { $in: dates } });
        const known = new Map(said.map((day) => [day.date, day]));
        for (const date of dates) {
          const day = known.get(date) ?? Object.assign(new CalendarDay(), { organizationId, date });
          request.em.persist(Object.assign(day, { isSchoolDay: input.isSchoolDay }));
        }

        remember({ aggregateId: organizationId, version: 1 });
        await commit(request);
        return answer(request, place.path, input);
      },
    });
  }
}

async function answer(
  request: Request,
  path: readonly string[],
  range: { readonly from: string; readonly to: string },
): Promise<SetSchoolDaysPayload> {
  return { schoolDays: [...(await schoolDays(request, path, range))].sort() };
}
