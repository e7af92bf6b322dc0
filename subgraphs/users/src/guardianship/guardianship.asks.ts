import { answer } from '@learnova/platform/ask/answer';
import { ChildrenOf, GuardiansOf, PayersOf, PaysFor } from '@learnova/schema/asks/users';
import { type GuardianshipRow, guardianshipsToday } from './guardianship.reads.ts';

export const childrenOf = answer(ChildrenOf, async (request, { guardianIds }) =>
  (await guardianshipsToday(request, { guardianIds })).map(told),
);

export const guardiansOf = answer(GuardiansOf, async (request, { studentIds }) =>
  (await guardianshipsToday(request, { studentIds })).map(told),
);

const told = ({ id, ...row }: GuardianshipRow) => ({ guardianshipId: id, ...row });

export const paysFor = answer(PaysFor, async (request, { payerIds }) =>
  (await guardianshipsToday(request, { guardianIds: payerIds })).filter(({ pays }) => pays).map(paying),
);

export const payersOf = answer(PayersOf, async (request, { studentIds }) =>
  (await guardianshipsToday(request, { studentIds })).filter(({ pays }) => pays).map(paying),
);

const paying = ({ guardianId: payerId, studentId, until }: GuardianshipRow) => ({
  payerId,
  studentId,
  until,
});
