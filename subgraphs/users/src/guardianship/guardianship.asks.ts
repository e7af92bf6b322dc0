import { answer } from '@learnova/platform/ask/answer';
import { ChildrenOf, GuardiansOf } from '@learnova/schema/asks/users';
import { type GuardianshipRow, guardianshipsToday } from './guardianship.reads.ts';

export const childrenOf = answer(ChildrenOf, async (request, { guardianIds }) =>
  (await guardianshipsToday(request, { guardianIds })).map(told),
);

export const guardiansOf = answer(GuardiansOf, async (request, { studentIds }) =>
  (await guardianshipsToday(request, { studentIds })).map(told),
);

const told = ({ id, ...row }: GuardianshipRow) => ({ guardianshipId: id, ...row });
