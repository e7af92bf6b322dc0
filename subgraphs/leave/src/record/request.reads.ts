import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant, schoolDay } from '@learnova/schema/define';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Viewpoint } from '../leave.policy.ts';
import { LeaveRequest } from '../request/leave-request.entity.ts';
import type { LeaveAudience } from '../type/leave-audience.enum.ts';

const columns = sql`r.id, r.person_id as "personId", r.audience, r.organization_id as "organizationId",
  r.time_zone as "timeZone", r.leave_type_id as "leaveTypeId", r.first_day as "firstDay", r.first_part as "firstPart",
  r.last_day as "lastDay", r.last_part as "lastPart", r.hundredths, r.state, r.requested_by as "requestedBy",
  r.requested_at as "requestedAt", r.changed_by as "changedBy", r.changed_at as "changedAt", r.version`;

const asRequest = (row: object): LeaveRequest => Object.assign(new LeaveRequest(), row);

/** The parts of the sort key: the latest first. */
export const placeOf = ({ firstDay, id }: LeaveRequest): readonly string[] => [firstDay, id];
/** Of what waits: the longest first. */
export const queuePlaceOf = ({ requestedAt, id }: LeaveRequest): readonly string[] => [
  requestedAt.toISOString(),
  id,
];

const place = z.tuple([schoolDay, id]).nullable();
const queuePlace = z.tuple([instant, id]).nullable();

function checked<T>(shape: z.ZodType<T>, after: Page['after']): T {
  const parsed = shape.safeParse(after);
  if (!parsed.success)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  return parsed.data;
}

function beyond(after: readonly [string, string] | null): RawBuilder<unknown> {
  return after === null ? sql`` : sql`and (r.first_day, r.id) < (${after[0]}::date, ${after[1]}::uuid)`;
}

/** A page of a person's leave and of that of these students, the latest first. What a child is away from as staff is no guardian's. */
export async function pageOfLeave(
  request: Request,
  personId: string,
  studentIds: readonly string[],
  { limit, after }: Page,
): Promise<LeaveRequest[]> {
  const { rows } = await sql<LeaveRequest>`
    select ${columns} from leave_request r
    where (r.person_id = ${personId} or (r.audience = 'STUDENT' and r.person_id = any(${studentIds}::uuid[])))
      ${beyond(checked(place, after))}
    order by r.first_day desc, r.id desc limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(asRequest);
}

interface Listed {
  readonly key: string;
  readonly list: readonly LeaveRequest[];
}

/** The same page for many people, each alone, in one query: whoever asks has shown that their leave is theirs to see. */
const leaveOfPeople = defineLoader<Listed>({
  type: 'LeaveRecord.requests',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const pages = Map.groupBy(keys, (key) => key.slice(key.indexOf('{')));
    const lists = await Promise.all(
      [...pages].map(([page, some]) => listsOf(request, some, JSON.parse(page))),
    );
    return lists.flat();
  },
  visible: async (_request, lists) => lists,
});

export async function leaveOf(
  request: Request,
  personId: string,
  audience: LeaveAudience,
  { limit, after }: Page,
): Promise<readonly LeaveRequest[]> {
  checked(place, after);
  const key = `${personId} ${audience} ${JSON.stringify({ limit, after })}`;
  return (await request.load(leaveOfPeople, key))?.list ?? [];
}

async function listsOf(
  request: Request,
  keys: readonly string[],
  page: { limit: number; after: readonly [string, string] | null },
): Promise<Listed[]> {
  const people = keys.map((key) => key.split(' '));
  const { rows } = await sql<LeaveRequest>`
    select r.* from unnest(${people.map(([personId]) => personId)}::uuid[], ${people.map(([, audience]) => audience)}::text[])
      as who (person_id, audience)
    cross join lateral (
      select ${columns} from leave_request r
      where r.person_id = who.person_id and r.audience = who.audience ${beyond(page.after)}
      order by r.first_day desc, r.id desc limit ${page.limit}
    ) r
    order by r."firstDay" desc, r.id desc
  `.execute(request.reads<unknown>());
  return keys.map((key, index) => ({
    key,
    list: rows
      .filter((row) => row.personId === people[index]?.[0] && row.audience === people[index]?.[1])
      .map(asRequest),
  }));
}

/** What waits for a decision by this person: in SQL what `mayDecideAs` says of each. A test holds them equal. */
export async function pageOfApprovals(
  request: Request,
  who: Viewpoint,
  { limit, after }: Page,
): Promise<LeaveRequest[]> {
  const from = checked(queuePlace, after);
  const later =
    from === null ? sql`` : sql`and (r.requested_at, r.id) > (${from[0]}::timestamptz, ${from[1]}::uuid)`;
  const { rows } = await sql<LeaveRequest>`
    select ${columns} from leave_request r
    where r.state = 'PENDING' and r.person_id <> ${who.personId} and r.requested_by <> ${who.personId}
      and r.person_id <> all(${[...who.wards]}::uuid[])
      and (
        r.organization_id = any(${[...who.office]}::uuid[])
        or (r.audience = 'STUDENT' and r.person_id = any(${[...who.pupils]}::uuid[]))
        or (r.audience = 'STAFF' and r.person_id = any(${[...who.managed]}::uuid[]))
      ) ${later}
    order by r.requested_at, r.id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(asRequest);
}
