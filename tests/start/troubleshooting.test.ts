import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '@learnova/platform/postgres/account';
import { withRedis } from '@learnova/platform/testing/profiles';
import { startProgram } from '../../scripts/lib/process.ts';
import { plannedPorts } from '../../scripts/lib/services.ts';
import { openServices, type TestServices } from '../kit/services.ts';
import { jsonOf, type Package, pathsOf, textOf } from '../shape/repository.ts';

const page = textOf('docs/troubleshooting.md');
const commands = [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);
const starting = (word: string) => commands.filter((command) => command.startsWith(`${word} `));

test('every command of the page is of a kind that is tried below', () => {
  const tried = [...starting('curl'), ...starting('npm'), ...starting('df'), ...starting('date')];
  expect(commands.filter((command) => !tried.includes(command))).toEqual([]);
  expect(commands.length).toBeGreaterThan(10);
});

test('what the page says that the system says stands in its code', () => {
  // In the first column of a table, or a sentence of several words.
  const quoted = [...page.matchAll(/^\| `([^`]+)` \|/gm), ...page.matchAll(/`([A-Z][a-z]+ [^`]+)`/g)];
  const said = quoted.map(([, text = '']) => text.split('…').filter(Boolean));
  const own = pathsOf('{scripts,platform,gateway,workers,subgraphs}/**/*.{ts,mjs}').filter(
    (path) => !path.includes('/tests/'),
  );
  const texts = [
    ...own.map(textOf),
    // The one sentence that a library says.
    textOf('node_modules/bullmq/dist/esm/classes/redis-connection.js'),
  ];
  expect(said.length).toBeGreaterThan(15);
  expect(
    said.filter((parts) => !texts.some((text) => parts.every((part) => text.includes(part.trim())))),
  ).toEqual([]);
});

/** Of `npm run keys -- rotate --folder <keys>`: the file of the program, and what is passed on. */
function programOf(command: string): { file: string; args: string[] } {
  const { scripts = {} } = jsonOf<Package>('package.json');
  const [, name = '', rest = ''] = /^npm (?:run )?([\w:-]+)(?: -- (.*))?$/.exec(command) ?? [];
  const file = /launch\.mjs (\S+)/.exec(scripts[name] ?? '')?.[1];
  if (!file) throw new Error(`there is no ${command}`);
  return {
    file: fileURLToPath(new URL(`../../${file}`, import.meta.url)),
    args: rest.split(' ').filter(Boolean),
  };
}

async function outcome(file: string, args: readonly string[], environment: Record<string, string> = {}) {
  const lines: string[] = [];
  const code = await startProgram(file, args, { ...bareEnvironment, ...environment }, (line) =>
    lines.push(line),
  ).exited;
  return { code, text: lines.join('\n') };
}

test.each(starting('npm'))('%s: the program knows each of its words', async (command) => {
  const { file, args } = programOf(command);
  const { code, text } = await outcome(file, ['--help']);
  expect(code).toBe(0);
  for (const word of args.filter((arg) => !/^(<.*>|\d+)$/.test(arg))) expect(text).toContain(word);
});

test.each([...starting('df'), ...starting('date')])('%s answers', (command) => {
  const [program = '', ...args] = command.split(' ');
  expect(execFileSync(program, args, { encoding: 'utf8' })).not.toBe('');
});

withRedis('on a running system', (profile) => {
  let school: TestServices;
  let folder: string;
  beforeAll(async () => {
    school = await openServices(profile);
    folder = await mkdtemp(join(tmpdir(), 'learnova-troubles-'));
  }, 90_000);
  afterAll(async () => {
    await school?.close();
    await rm(folder, { recursive: true });
  });

  test.each(starting('curl'))('%s answers', async (command) => {
    const [, header, planned = ''] = /^curl (?:-i -H '([^']+)' )?(http\S+)$/.exec(command) ?? [];
    const [name, value = ''] = header?.split(': ') ?? [];
    const answer = await fetch(running(planned), { headers: name ? { [name]: value } : {} });
    expect(answer.status).toBe(200);
    if (name) expect(answer.headers.get(name)).toBe(value);
  });

  test('the parts and figures that the page names are told', async () => {
    const ready = await (await fetch(running('http://127.0.0.1:8080/health/ready'))).text();
    for (const part of ['live log', 'workers']) expect(ready).toContain(`"${part}":{"up":true`);
    const figures = await (await fetch(running('http://127.0.0.1:9100/metrics'))).text();
    for (const [name] of page.matchAll(/learnova_\w+/g)) expect(figures).toContain(name);
  });

  const withoutId = starting('npm').filter(
    (command) => command.startsWith('npm run') && !command.includes('<id>'),
  );
  test.each(withoutId)('%s does it', async (command) => {
    const { file, args } = programOf(command);
    const places: Record<string, string> = { '<folder>': join(folder, 'made'), '<keys>': school.keys.folder };
    const environment = {
      DATABASE_URL: school.databaseUrl,
      REDIS_URL: profile.redisUrl,
      NAMESPACE: 'troubles',
    };
    const { code, text } = await outcome(
      file,
      args.map((arg) => places[arg] ?? arg),
      environment,
    );
    expect({ code, text }).toEqual({ code: 0, text: expect.any(String) });
  });

  /** The address that the page names, where the test has it. */
  function running(planned: string): string {
    const url = new URL(planned);
    const found = Object.entries(plannedPorts).find(([, port]) => String(port) === url.port);
    url.port = String(school.services.ports[found?.[0] as keyof typeof plannedPorts]);
    return url.href;
  }
});
