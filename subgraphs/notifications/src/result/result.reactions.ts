import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { GuardiansOf } from '@learnova/schema/asks/users';
import { ResultAmended, ResultPublished } from '@learnova/schema/events/assessments';
import type { z } from 'zod';
import { mayRead } from '../absence/guardianship.policy.ts';
import { Notification } from '../notification/notification.entity.ts';
import { tellAll } from '../notification/notification.tell-all.ts';
import { occasionOf, type ResultKind, toFamilies } from './result.rules.ts';
import { shownResultsOf } from './result.shown.ts';

type Event = Envelope<z.infer<typeof ResultPublished.payload>>;

/**
 * An event only says of whom there may be something to see. What can be seen now is asked in the students' turn: what is held back
 * tells nothing until its own event says that it is no more, and what was told already is not told again.
 */
async function tellFamilies(request: Request, event: Event, kind: ResultKind): Promise<void> {
  const { results } = event.payload;
  const studentIds = [...new Set(results.map(({ studentId }) => studentId))].sort();
  await takeTurns(
    request,
    studentIds.map((id) => `results of ${id}`),
  );
  const spokenOf = new Set(results.map(({ studentId, sectionId }) => `${studentId} ${sectionId}`));
  const shown = (await shownResultsOf(request, studentIds)).filter(({ studentId, sectionId }) =>
    spokenOf.has(`${studentId} ${sectionId}`),
  );
  if (shown.length === 0) return;
  const guardianships = await request.ask(GuardiansOf, {
    studentIds: [...new Set(shown.map(({ studentId }) => studentId))],
  });
  const tellings = toFamilies(kind, shown, guardianships.filter(mayRead));
  const told = await request.em.find(Notification, {
    personId: { $in: [...new Set(tellings.map(({ personId }) => personId))] },
    occasion: { $in: shown.map(occasionOf) },
  });
  const known = new Set(told.map(({ personId, occasion }) => `${personId} ${occasion}`));
  await tellAll(
    request,
    event,
    'RESULTS',
    tellings.filter(({ personId, occasion }) => !known.has(`${personId} ${occasion}`)),
  );
}

export const resultReactions = [
  on(ResultPublished, 'notifications.hear-result-published', (request, event) =>
    tellFamilies(request, event, 'RESULT_PUBLISHED'),
  ),
  on(ResultAmended, 'notifications.hear-result-amended', (request, event) =>
    tellFamilies(request, event, 'RESULT_AMENDED'),
  ),
];
