import { type Actor, person } from './actor.ts';
import { forbidden, type Refusal } from './refusal.ts';
import type { Request } from './request.ts';

/** The policy of a Query or Mutation field: throws a refusal, or lets the request pass to the resolver. */
export type Guard = (request: Request, args: Readonly<Record<string, unknown>>) => void | Promise<void>;

/** The policy of a field added to another subgraph's type: which of these keys the request may read it of. */
export type VisibleKeys = (request: Request, keys: readonly string[]) => Promise<ReadonlySet<string>>;

/** Every root field and every field added to a stub stands here, or the process does not start. */
export interface Policies {
  /** `Query.viewer`, `Mutation.signIn` */
  readonly roots: Readonly<Record<`${'Query' | 'Mutation'}.${string}`, Guard>>;
  /** `Student.attendance` */
  readonly fields: Readonly<Record<`${string}.${string}`, VisibleKeys>>;
}

/** Anybody may ask, signed in or not: what is answered decides for itself. */
export const anyone: Guard = () => undefined;

/** Any person with a session that stands. What the person may do to which object is decided in the command. */
export const signedIn: Guard = (request) => void person(request);

/** Only the actor's own id: for all that hangs on `Viewer`. */
export const own: VisibleKeys = async (request, keys) => {
  const { actor } = request;
  return new Set(actor.kind === 'person' ? keys.filter((key) => key === actor.personId) : []);
};

/** Every key: for what is no secret of its parent, such as the name of a shared calendar. Say why where it is used. */
export const everyone: VisibleKeys = async (_request, keys) => new Set(keys);

/**
 * The beat "may" of a command. A mutation that commits without it fails, so no command can forget to ask.
 * @param allowed what a sentence of the policy file answered
 * @param otherwise the refusal; `notFound` where the object itself must stay hidden
 */
export function permit(request: Request, allowed: boolean, otherwise: Refusal = forbidden()): void {
  if (!allowed) throw otherwise;
  request.permitted = true;
}

/** Whether somebody is signed in as this very person. */
export function isSelf(actor: Actor, personId: string): boolean {
  return actor.kind === 'person' && actor.personId === personId;
}
