import { CannotStart } from '@learnova/platform/cannot-start';
import { redisProgram } from '@learnova/platform/testing/redis';
import type { People } from '../../k6/people.ts';
import { arrivals, flowsOf, scaled } from '../../k6/rates.ts';
import { optionsOf } from '../lib/program.ts';
import type { Scenario, Scenarios } from './scenario.model.ts';
import { readPeople, readScenarios } from './scenarios.ts';
import type { ProfileName } from './stage.ts';

export const usage = `npm run load -- <scenario> [options], a scenario of k6/scenarios.json
  --scale <number>     of rates and screens: 0.1 is a tenth
  --seconds <number>   in all, the stages in proportion
  --ceiling            raises the rates until a threshold breaks, and names what was in the way
  --profile <name>     embedded or services: the system that it starts (services, where there is a Redis)
  --url <address>      a running system with the demo school instead, whose registers are changed by it
  --permitted          with --url: the system is on another machine, and you may load it
  --file <path>        other scenarios
  --people <path>      who signs in where it is not the demo school: k6/README.md`;

const options = {
  scale: { type: 'string', default: '1' },
  seconds: { type: 'string' },
  ceiling: { type: 'boolean', default: false },
  profile: { type: 'string' },
  url: { type: 'string' },
  permitted: { type: 'boolean', default: false },
  file: { type: 'string' },
  people: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** More than this at once would be a mistake. */
const most = { scale: 20, seconds: 3_600, beginnings: 100_000 };

/** What is to be played, and where. */
export interface Wish {
  readonly scenario: Scenario;
  readonly people: People;
  /** A running system; null for one that is to be started in the profile. */
  readonly url: string | null;
  readonly profile: ProfileName;
  readonly ceiling: boolean;
}

/** What stands on the command line; null where it asks for help. @throws CannotStart with a sentence */
export async function wishOf(args: string[]): Promise<Wish | null> {
  const { values, positionals } = optionsOf({ args, options, allowPositionals: true }, usage);
  if (values.help) return null;
  const scenario = scenarioOf(await readScenarios(values.file), positionals, values);
  const { ceiling } = values;
  if (values.url !== undefined && ceiling)
    throw new CannotStart('--ceiling looks at the processes of a system: leave --url, and it starts one.');
  const url = values.url === undefined ? null : addressOf(values.url, values.permitted);
  return {
    scenario,
    people: await readPeople(values.people),
    url,
    profile: profileOf(values.profile),
    ceiling,
  };
}

function scenarioOf(
  scenarios: Scenarios,
  [name, ...more]: readonly string[],
  { scale, seconds }: { scale: string; seconds?: string },
): Scenario {
  const found = name === undefined ? undefined : scenarios[name];
  if (!found || more.length > 0)
    throw new CannotStart(`Name one scenario: ${Object.keys(scenarios).join(', ')}.\n\n${usage}`);
  const size = {
    scale: numberOf('--scale', scale, most.scale),
    ...(seconds !== undefined && { seconds: numberOf('--seconds', seconds, most.seconds) }),
  };
  const scenario = scaled(found, size);
  if (countOf(scenario) > most.beginnings)
    throw new CannotStart(`That would be ${countOf(scenario)} beginnings; ${most.beginnings} is the most.`);
  return scenario;
}

export function countOf({ actions }: Scenario): number {
  return flowsOf(actions).reduce((sum, [, flow]) => sum + arrivals(flow, 0.5).length, 0);
}

function numberOf(option: string, text: string, greatest: number): number {
  const number = Number(text);
  if (number > 0 && number <= greatest) return number;
  throw new CannotStart(`${option} takes a number above 0, up to ${greatest}: not ${text}.`);
}

function addressOf(text: string, permitted: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CannotStart(`${text} is no address such as http://127.0.0.1:8080.`);
  if (!permitted && !/^(127\.[\d.]+|localhost|\[::1\])$/.test(url.hostname))
    throw new CannotStart(
      `${url.hostname} is another machine. Say --permitted where whoever runs it has agreed to the load.`,
    );
  return url.origin;
}

function profileOf(name: string | undefined): ProfileName {
  const hasRedis = redisProgram() !== null;
  if (name === 'services' && !hasRedis)
    throw new CannotStart('There is no redis-server on the PATH: install it, or take --profile embedded.');
  if (name === 'embedded' || name === 'services') return name;
  if (name !== undefined) throw new CannotStart(`The profiles are embedded and services: not ${name}.`);
  return hasRedis ? 'services' : 'embedded';
}
