import { answer } from '@learnova/platform/ask/answer';
import { Standing } from '@learnova/schema/asks/users';
import { standingOf } from './role.reads.ts';

export const standing = answer(Standing, (request, { personId, sessionId }) =>
  standingOf(request, personId, sessionId),
);
