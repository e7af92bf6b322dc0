import { withOwn } from '@learnova/platform/config';
import { addDays } from '@learnova/platform/local-time';
import { silent } from '@learnova/platform/log';
import { daysBack } from '../../k6/school.ts';
import { openGround } from '../bench/ground.ts';
import { ensureDemoSchool } from '../lib/demo.ts';
import { type ProcessName, startServices } from '../lib/services.ts';
import { startSystem } from '../lib/system.ts';
import { dayIn } from '../seed/days.ts';
import { demoTimeZone } from '../seed/demo-school.ts';

export type ProfileName = 'embedded' | 'services';

/** A system with the demo school, made for one run and gone afterwards. */
export interface Stage {
  readonly url: string;
  readonly databaseUrl: string;
  readonly processes: readonly Watched[];
}

export interface Watched {
  readonly name: string;
  readonly pid: number;
  /** Where it tells its figures; servers that are not ours tell none. */
  readonly metrics: string | null;
}

/**
 * Starts a system over servers of its own. In its school nobody has taken a register for four weeks: so many lessons are open to
 * their teachers, whatever the hour and the day of the week.
 * @param stack takes each thing that has to be stopped, as soon as it stands
 */
export async function openStage(
  profile: ProfileName,
  say: (text: string) => void,
  stack: AsyncDisposableStack,
): Promise<Stage> {
  const ground = stack.use(await openGround({ redis: profile === 'services' }));
  const { databaseUrl, environment, pids } = ground;
  const anchor = addDays(dayIn(demoTimeZone, new Date()), -daysBack);
  await ensureDemoSchool(withOwn(process.env, { ...environment, DATABASE_URL: databaseUrl }), say, anchor);
  say('Starting the system ...');
  const servers = pids.map((pid, n) => ({ name: ['postgresql', 'redis'][n] ?? '', pid, metrics: null }));
  const started = profile === 'services' ? await separate(environment) : await together(environment);
  stack.defer(started.stop);
  return { url: started.url, databaseUrl, processes: [...started.processes, ...servers] };
}

interface Started {
  readonly url: string;
  readonly processes: readonly Watched[];
  readonly stop: () => Promise<void>;
}

async function separate(environment: Readonly<Record<string, string>>): Promise<Started> {
  const { url, ports, programs, stop } = await startServices({ environment, ports: 'free' });
  const watched = (name: ProcessName, pid: number) => ({
    ...{ name, pid, metrics: `http://127.0.0.1:${ports[name]}/metrics` },
  });
  const processes = [...programs].map(([name, { pid }]) => watched(name, pid));
  return { url, processes: [...processes, { name: 'this client', pid: process.pid, metrics: null }], stop };
}

/** In this process, which plays as well. */
async function together(environment: Readonly<Record<string, string>>): Promise<Started> {
  const { url, stop } = await startSystem({ port: 0, environment, log: silent });
  const all = { name: 'learnova and this client', pid: process.pid, metrics: `${url}/metrics` };
  return { url, processes: [all], stop };
}
