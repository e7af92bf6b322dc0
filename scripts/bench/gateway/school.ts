import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createMetrics } from '@learnova/platform/metrics';
import { httpServer } from '@learnova/platform/serve';
import type { SchoolPerson } from '@learnova/schema/school';
import { dayIn } from '../../seed/days.ts';
import type { Scope } from '../benchmark.ts';
import { openGround } from '../ground.ts';
import { benchSchool } from '../school.ts';
import { openSystem, signIn } from '../system.ts';
import { Served } from './contestants.ts';
import type { Kind } from './questions.ts';

/** What one person of the school asks, and their view of its services. */
export interface SchoolKind extends Kind {
  /** Serves the services as this person sees them, at this port. */
  serve(port: number): Promise<Served>;
}

const lessons = /* GraphQL */ `
  query Lessons($date: Date!, $first: Int!) {
    viewer {
      person { name }
      meetings(date: $date) {
        id startsAt
        section { id title course { title } }
        register { id status version expected { id person { name } } marks { student { id } code { id category } } }
      }
      inbox(first: $first) { nodes { id title } }
    }
  }
`;
const office = /* GraphQL */ `
  query Office($id: UUID!, $date: Date!, $first: Int!) {
    viewer { person { name } inbox(first: $first) { nodes { id title } } }
    organization(id: $id) { name }
    attendanceBoard(organizationId: $id, date: $date) {
      takenCount notTakenCount counts { expected present late absent }
      registers { id status section { title course { title } } }
    }
  }
`;

const sizes = {
  classes: [25, 25, 25],
  teachers: 3,
  sectionsOfClass: 3,
  meetings: 3,
  taken: 2,
  hasWarden: false,
};

/** The school's supergraph, with its services at one port. */
export async function schoolSupergraph(port: number): Promise<string> {
  const text = await readFile(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
  return text.replace(
    /(@join__graph\(name: "(\w+)", url: ")[^"]*/g,
    (_all, begin, name) => `${begin}http://127.0.0.1:${port}/${name}`,
  );
}

/** A school in this process, and what a teacher and the office ask of it. */
export async function schoolKinds(scope: Scope): Promise<SchoolKind[]> {
  const ground = scope.keep(await openGround({ redis: false }));
  const school = benchSchool(sizes, new Date());
  const system = scope.keep(await openSystem(ground, school));
  const origins: Record<string, string> = {};
  for (const service of system.running) {
    const server = httpServer(service, createMetrics());
    scope.keep({ [Symbol.asyncDispose]: () => server.close() });
    origins[service.name] = await server.listen({ port: 0, host: '127.0.0.1' });
  }
  const date = dayIn(school.timeZone, new Date());
  const id = school.schoolId;
  const firstOf = (n: number) => ({ date, first: 1 + (n % 29) });
  const kindOf = (name: string, who: SchoolPerson, question: Kind['question']): SchoolKind => ({
    name,
    question,
    async serve(port) {
      const { bearer } = await signIn(system.url, who);
      const more = { ORIGINS: JSON.stringify(origins), BEARER: bearer };
      return Served.start(fileURLToPath(new URL('school.main.ts', import.meta.url)), [String(port)], more);
    },
  });
  const [someClass] = school.classes;
  if (!someClass) throw new Error('the school has classes');
  return [
    kindOf("the school: a teacher's lessons of the day", someClass.teacher, (n) => ({
      query: lessons,
      variables: firstOf(n),
    })),
    kindOf("the school: the office's board", school.office, (n) => ({
      query: office,
      variables: { id, ...firstOf(n) },
    })),
  ];
}
