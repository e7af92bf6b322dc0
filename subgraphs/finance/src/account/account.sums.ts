import { defineLoader, type Loader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { type Held, holdsOn } from '../hold/hold.reads.ts';
import { type Balance, balancesOf, type DueOfStudent, dueOf, type Scopes } from './statement.reads.ts';
import type { StudentAccount } from './student-account.type.ts';

interface Sums<T> {
  readonly key: string;
  readonly list: readonly T[];
}

/** Of accounts that are shown already: one query for as many as are asked about, since one request sees few different parts of them. */
export const balancesOfAccount = sumsOf<Balance>('StudentAccount.balances', balancesOf);
export const dueOfAccount = sumsOf<DueOfStudent>('StudentAccount.ageing', dueOf);
export const holdsOfAccount = sumsOf<Held>('StudentAccount.holds', async (request, scopes) => {
  const { studentIds, organizationIds } = scopes;
  const held = await holdsOn(request, studentIds);
  return held.filter((one) => organizationIds === null || organizationIds.includes(one.organizationId));
});

export async function loadOf<T>(
  request: Request,
  loader: Loader<Sums<T>>,
  { id, organizationIds }: StudentAccount,
): Promise<readonly T[]> {
  return (await request.load(loader, JSON.stringify([id, organizationIds])))?.list ?? [];
}

function sumsOf<T extends { readonly studentId: string }>(
  type: string,
  read: (request: Request, scopes: Scopes) => Promise<readonly T[]>,
): Loader<Sums<T>> {
  return defineLoader<Sums<T>>({
    type,
    keyOf: ({ key }) => key,
    keyOfReference: ({ key }) => key,
    load: async (request, keys) => {
      const asked = keys.map((key) => {
        const [studentId, organizationIds] = JSON.parse(key) as [string, readonly string[] | null];
        return { key, studentId, organizationIds };
      });
      const parts = Map.groupBy(asked, ({ organizationIds }) => JSON.stringify(organizationIds));
      const found = await Promise.all(
        [...parts.values()].map(async (some) => {
          const studentIds = some.map(({ studentId }) => studentId);
          const rows = await read(request, { studentIds, organizationIds: some[0]?.organizationIds ?? null });
          return some.map(({ key, studentId }) => ({
            key,
            list: rows.filter((row) => row.studentId === studentId),
          }));
        }),
      );
      return found.flat();
    },
    visible: async (_request, rows) => rows,
  });
}
