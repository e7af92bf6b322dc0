import type { Request } from '@learnova/platform/request';
import { shareTurn, takeTurns } from '@learnova/platform/turns';
import { turnOf } from '../session/session.facts.ts';
import type { Section } from './section.entity.ts';

/**
 * For a command about who or what is in a section: while it is carried out, its term keeps its days and calendar, and the section is
 * not closed. What was read of the section before is read again.
 */
export async function shareTermTurn(request: Request, section: Section): Promise<void> {
  await shareTurn(request, turnOf(section.academicSessionId));
  await request.em.refresh(section);
}

/** The same for lessons and for who teaches them: each lesson is booked for each of its teachers, whichever comes first. */
export async function takeSectionTurn(request: Request, section: Section): Promise<void> {
  await shareTermTurn(request, section);
  await takeTurns(request, [`section ${section.id}`]);
}
