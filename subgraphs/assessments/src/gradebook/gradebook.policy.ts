import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, organizationsOf, type Request } from '@learnova/platform/request';
import { overseers, registry } from '@learnova/schema/role-groups';
import { sectionsTaught } from '../person.ties.ts';
import type { Gradebook } from './gradebook.entity.ts';

type Book = Pick<Gradebook, 'id' | 'organizationId'>;

/** A gradebook is seen by who oversees the organization of its section, and by who teaches the section now. */
export async function visibleGradebooks<B extends Book>(
  request: Request,
  books: readonly B[],
): Promise<readonly B[]> {
  const overseen = organizationsOf(await request.standing(), overseers);
  const others = books.filter(({ organizationId }) => !overseen.has(organizationId));
  const taught = await sectionsTaught(
    request,
    others.map(({ id }) => id),
  );
  return books.filter((book) => overseen.has(book.organizationId) || taught.has(book.id));
}

/** The beat "may": a gradebook is kept by who teaches its section now, and by the office. Who sees it may know that it is there. */
export async function permitKeeping(request: Request, { id, organizationId }: Book): Promise<void> {
  const isOffice = holdsRole(await request.standing(), registry, organizationId);
  const allowed = isOffice || (await sectionsTaught(request, [id])).has(id);
  permit(
    request,
    allowed,
    forbidden('Gradebooks are kept by the teachers of the section and by the office.'),
  );
}
