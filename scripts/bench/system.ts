import { createLog } from '@learnova/platform/log';
import type { SchoolPerson } from '@learnova/schema/school';
import type { ServiceName } from '@learnova/schema/services';
import { type System, startSystem } from '../lib/system.ts';
import { writeSchool } from '../seed/seed.ts';
import { Visitor } from '../story/client.ts';
import type { Ground } from './ground.ts';
import { type BenchSchool, password } from './school.ts';

/** Starts the embedded profile in this process, with a school. */
export async function openSystem(
  ground: Ground,
  school: BenchSchool,
  onStatement?: (service: ServiceName, sql: string) => void,
): Promise<System & AsyncDisposable> {
  const system = await startSystem({
    port: 0,
    environment: ground.environment,
    prepare: (running) => writeSchool(running, school),
    log: createLog('bench', 'error'),
    ...(onStatement && { onStatement }),
  });
  return { ...system, [Symbol.asyncDispose]: () => system.stop() };
}

/** A person of the school who is signed in, with the token that subgraphs want. */
export async function signIn(
  url: string,
  { email }: SchoolPerson,
): Promise<{ visitor: Visitor; bearer: string }> {
  const { signIn } = await new Visitor(url).data<{ signIn: { accessToken: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email, password } },
  );
  return { visitor: new Visitor(url, signIn.accessToken), bearer: `Bearer ${signIn.accessToken}` };
}

export function serviceOf(system: System, name: ServiceName): System['running'][number] {
  const found = system.running.find((service) => service.name === name);
  if (!found) throw new Error(`${name} does not run`);
  return found;
}
