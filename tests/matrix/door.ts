import type { ServiceName } from '@learnova/schema/services';
import { type GraphQLField, isRequiredArgument } from 'graphql';
import type { Objects, Which } from './cast.ts';
import type { Scene } from './scene.ts';

export type Found = Readonly<Record<string, unknown>>;

/** A way to an object: from the gateway's root or from a reference at a subgraph's own `_entities` door, then field by field. */
export interface Door {
  readonly at: 'gateway' | ServiceName;
  /** Fields with their arguments, from a root or from the reference on. */
  readonly steps: readonly string[];
  /** For `_entities`. */
  readonly reference?: Readonly<Record<string, string>>;
  /** Which of the objects that are found is meant; all if left out. */
  readonly isMeant?: (found: Found) => boolean;
  /** The only field to ask for here, of the root. */
  readonly field?: string;
  /** Its refusal leaves no data at all, so it is not asked together with others. */
  readonly isAlone?: boolean;
}

export interface Case extends Objects {
  readonly which: Which;
  readonly scene: Scene;
}

/** The only arguments that any field insists on: any day will do, and everybody in the small school is called Example. */
const insisted: Readonly<Record<string, string>> = { date: '"2026-01-01"', text: '"example"' };
/** Where a field insists on them; of others they would leave out what is to be seen. */
const range: Readonly<Record<string, string>> = { from: '"2026-01-01"', to: '"2026-01-08"' };

/** The arguments without which a field cannot be asked for. */
export function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap((argument) => {
    const { name } = argument;
    const value = insisted[name] ?? (isRequiredArgument(argument) ? range[name] : undefined);
    return value ? [`${name}: ${value}`] : [];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

/** From the gateway; the object with this id, where one of a list is meant. */
export function gateway(steps: readonly string[], id?: string): Door {
  return { at: 'gateway', steps, ...(id !== undefined && { isMeant: (found) => found.id === id }) };
}

export function entity(at: ServiceName, typename: string, id: string, steps: readonly string[] = []): Door {
  return { at, steps, reference: { __typename: typename, id } };
}

export const student = ({ student: id }: Objects) => `student(id: "${id}")`;
export const section = ({ section: id }: Objects) => `section(id: "${id}")`;
export const organization = ({ organization: id }: Objects) => `organization(id: "${id}")`;

/** What hangs on the Viewer: the gateway shows the own one alone, references may name anybody. */
export const viewer = (c: Case, at: ServiceName, steps: readonly string[]): Door[] => [
  ...(c.which === 'own' ? [gateway(['viewer', ...steps])] : []),
  entity(at, 'Viewer', c.viewer, steps),
];
