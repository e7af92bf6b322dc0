import { request } from 'node:http';
import { SignedCredentials } from '@learnova/platform/ask/service-credentials';
import { Reach } from '@learnova/platform/reach';
import type { RedisProfile } from '@learnova/platform/testing/profiles';
import type { ServiceName } from '@learnova/schema/services';
import type { ProcessName } from '../../scripts/lib/services.ts';
import { openServices, type TestServices } from '../kit/services.ts';
import { Ownership } from './audience.ts';
import type { Role } from './cast.ts';
import { keyOf } from './forgeries.ts';
import { playDay, type Scene, sceneIn } from './scene.ts';

/** One blow against the port of a process. Strings go as they are: paths are not tidied, bodies need not be JSON. */
export interface Blow {
  readonly at: ProcessName;
  readonly path: string;
  readonly method?: string;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whose right it is to see what comes back: nobody's, if left out. */
  readonly role?: Role;
  /** What of it may come back although it is somebody else's; all that was sent, if left out. */
  readonly known?: string;
}

export interface Struck {
  readonly status: number;
  /** Of the error, or of the first of a GraphQL answer. */
  readonly code: string | undefined;
  readonly text: string;
  /** What no answer may be or hold, whatever was sent. */
  readonly faults: readonly string[];
}

interface Told {
  readonly data?: unknown;
  readonly error?: { readonly code?: string };
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

const stack = /\n\s+at |node_modules|\.(ts|js|mjs):\d+|"stack"|select .+ from |QueryFailed|DriverException/i;

/** The processes of `start:services` after a day at the small school, and somebody who tries their ports. */
export class Attack {
  readonly scene: Scene<TestServices>;
  readonly #owners: Ownership;

  private constructor(scene: Scene<TestServices>) {
    this.scene = scene;
    this.#owners = new Ownership(scene.school.school);
  }

  static async begin(profile: RedisProfile): Promise<Attack> {
    const ground = await openServices(profile);
    try {
      const scene = await sceneIn(ground, ground.services.url);
      await playDay(scene);
      return new Attack(scene);
    } catch (error) {
      await ground.close();
      throw error;
    }
  }

  async strike(blow: Blow): Promise<Struck> {
    const sent = typeof blow.body === 'string' ? blow.body : JSON.stringify(blow.body ?? '');
    const { status, text } = await send(this.scene.school.services.ports[blow.at], blow, sent);
    const told = jsonOf(text);
    const code = told?.error?.code ?? told?.errors?.[0]?.extensions?.code;
    const foreign = this.#owners.foreign(blow.role ?? 'nobody', text, blow.known ?? sent + blow.path);
    const place = `${blow.method ?? 'POST'} ${blow.at} ${blow.path}`;
    const faults = [
      ...(status >= 500 || /"code":"INTERNAL"/.test(text) ? [`fails with ${status} ${text}`] : []),
      ...((status >= 400 || told?.errors) && !code ? [`refuses with ${status} and no code: ${text}`] : []),
      ...(stack.test(text) ? [`shows its inside: ${text}`] : []),
      ...foreign.map((mark) => `shows ${mark}`),
    ];
    return { status, code, text, faults: faults.map((fault) => `${place} ${fault.slice(0, 300)}`) };
  }

  /** Strikes many times and expects each to be answered by one of these codes; what was not. */
  async refused(blows: readonly (Blow & { readonly name: string })[], codes: readonly string[]) {
    const faults: string[] = [];
    for (const { name, ...blow } of blows) {
      const { status, code, text, faults: found } = await this.strike(blow);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      if (!codes.includes(code ?? ''))
        faults.push(`${name}: ${blow.path} answers ${status} ${text}`.slice(0, 300));
    }
    return faults;
  }

  /** How many values of people a text holds. */
  marksIn(text: string): number {
    return this.#owners.private(text).length;
  }

  /** As the service itself gets it. */
  async serviceToken(name: ServiceName): Promise<string> {
    const { keys, services } = this.scene.school;
    const usersUrl = `http://127.0.0.1:${services.ports.users}`;
    return new SignedCredentials(name, () => keyOf(keys, name), new Reach([usersUrl])).token();
  }

  /** Values of people in what the processes printed, and whatever they thought was an error of their own. */
  logFaults(): string[] {
    const { lines } = this.scene.school;
    const held = [...new Set(lines.flatMap((line) => this.#owners.private(line)))];
    return [...held, ...lines.filter((line) => /"level":[56]0/.test(line))];
  }

  close(): Promise<void> {
    return this.scene.school.close();
  }
}

/** By hand: `fetch` would tidy the path before it is sent. */
function send(port: number, { method = 'POST', path, token, headers }: Blow, body: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request({
      ...{ host: '127.0.0.1', port, method, path, agent: false, timeout: 20_000 },
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    outgoing.once('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
      );
      answer.on('error', reject);
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function jsonOf(text: string): Told | undefined {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return undefined;
  }
}
