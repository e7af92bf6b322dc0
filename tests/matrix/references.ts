import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { buildSchema, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Blow } from './attack.ts';
import { argumentsOf } from './door.ts';
import type { Ground, Scene } from './scene.ts';

/** A type that a service's `_entities` door knows by a key. */
export interface Keyed {
  readonly at: ServiceName;
  readonly type: string;
}

const sdlOf = new Map(
  serviceNames.map((name) => [
    name,
    readFileSync(join(__dirname, `../../schema/graphs/${name}.graphql`), 'utf8'),
  ]),
);
const graphs = new Map<ServiceName, GraphQLSchema>();

/** Of each graph as it is committed. */
export const keyed: readonly Keyed[] = serviceNames.flatMap((at) =>
  [...(sdlOf.get(at) ?? '').matchAll(/^type (\w+) @key\(fields: "[\w ]+"\) \{/gm)].map(([, type = '']) => ({
    at,
    type,
  })),
);

/** References to everything of each type that the small school has. */
export function referencesTo({ school, meetingOf }: Scene<Ground>, type: string): object[] {
  const { people, organizations, sections, programs, finance } = school.school;
  const meetings = sections.map(({ id }) => meetingOf(id));
  const known: Readonly<Record<string, readonly object[]>> = {
    Person: people,
    Viewer: people,
    Student: people.filter(({ student }) => student),
    Staff: people.filter(({ staff }) => staff),
    Guardian: people.filter(({ guardian }) => guardian),
    Organization: organizations,
    Section: sections,
    Program: programs.offered,
    Meeting: meetings,
    Register: meetings,
    StudentAccount: people.filter(({ student }) => student),
    Invoice: finance.invoices,
    Payment: finance.payments,
    Announcement: school.school.announcements,
    OfficeHome: organizations,
    TeacherHome: people.filter(({ staff }) => staff),
    StudentHome: people.filter(({ student }) => student),
    SectionResult: school.school.assessments.publications.flatMap(({ results }) => results),
    FeeItem: finance.feeItems,
    FeeStructure: finance.feeStructures,
    InvoiceRun: finance.feeStructures.map(({ runId: id }) => ({ id })),
    AttendanceBoard: organizations.flatMap(({ id: organizationId }) =>
      [...new Set(meetings.map(({ date }) => date))].map((date) => ({ organizationId, date })),
    ),
  };
  const keys = (known[type] ?? []) as readonly { readonly id?: string }[];
  return keys.map(({ id, ...key }) => ({ __typename: type, ...(id === undefined ? key : { id }) }));
}

/** Asks at the door for all that the type has there, and for what stands right behind it. */
export function entities({ at, type }: Keyed, representations: readonly object[]): Blow {
  const graph = graphs.get(at) ?? buildSchema(sdlOf.get(at) ?? '', { assumeValidSDL: true });
  graphs.set(at, graph);
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} ${below(graph, type, 3)} } }`;
  return { at, path: '/graphql', body: { query, variables: { r: representations } } };
}

function below(graph: GraphQLSchema, name: string, depth: number): string {
  const type = graph.getType(name);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const deeper = getNamedType(field.type);
    if (isObjectType(deeper) && depth === 1) return [];
    return [`${field.name}${argumentsOf(field)} ${below(graph, deeper.name, depth - 1)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}
