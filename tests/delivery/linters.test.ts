import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOfCompose } from '../../scripts/checks/delivery/compose.ts';
import { faultsWithout, isInstalled, scriptsOf, shellcheck } from '../../scripts/checks/delivery/shell.ts';
import { actionlint } from '../../scripts/checks/delivery/workflows.ts';

/** Linters of others are shown a planted fault each, so that a silent one is noticed. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-linters-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const workflow = `name: Example
on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
`;

it('actionlint passes a workflow, and names an event, a context and a key that do not exist', async () => {
  expect(await actionlint([await file('good.yml', workflow)])).toEqual([]);
  const bad = [
    await file('event.yml', workflow.replace('push', 'pushed')),
    await file('key.yml', workflow.replace('runs-on', 'run-on')),
    await file('context.yml', workflow.replace('npm test', `npm test \${{ github.nothing }}`)),
  ];
  const [report = ''] = await actionlint(bad);
  expect(report).toContain('unknown Webhook event "pushed"');
  expect(report).toContain('"runs-on" section is missing');
  expect(report).toContain('property "nothing" is not defined');
}, 60_000);

it('compose files are held to the Compose specification', async () => {
  const good =
    'name: x\nx-all: &all\n  restart: always\nservices:\n  one:\n    <<: *all\n    image: redis:8.2.1\n';
  expect(faultsOfCompose([await file('docker-compose.yml', good)])).toEqual([]);
  for (const [from, to] of [
    ['restart', 'restarts'],
    ['image: redis:8.2.1', 'image: redis:8.2.1\n    ports: no'],
    ['redis:8.2.1', 'redis'],
    ['redis:8.2.1', 'redis:latest'],
    ['services:', 'services: ['],
    ['name: x', "version: '3'"],
  ] as const) {
    const path = await file('docker-compose.yml', good.replace(from, to));
    expect({ to, faults: faultsOfCompose([path]) }).toEqual({
      to,
      faults: [expect.stringContaining('docker-compose.yml:')],
    });
  }
});

it('the shell of a step is found, and programs that begin with a shell’s name', () => {
  const full = `${workflow.replace('on: push', 'on: push\npermissions: {}')}`;
  expect(scriptsOf('.github/workflows/a.yml', full)).toEqual([
    { name: '.github/workflows/a.yml: one, step 1', text: '#!/bin/bash\nset -e -o pipefail\nnpm test\n' },
  ]);
  expect(scriptsOf('.ci/run', '#!/usr/bin/env bash\ntrue\n')).toHaveLength(1);
  expect(scriptsOf('LICENSE', 'MIT\n')).toEqual([]);
});

it('shellcheck finds a word that splits; where there is none, a run that requires it is refused', async () => {
  if (!isInstalled()) {
    expect(faultsWithout('1')).toEqual(['REQUIRE_SHELLCHECK is set, and shellcheck is not on the PATH']);
    return;
  }
  expect(await shellcheck([{ name: 'good', text: '#!/bin/bash\nnpm run a -- "$PART"\n' }])).toEqual([]);
  const [report = ''] = await shellcheck([
    { name: 'ci.yml: one, step 1', text: '#!/bin/bash\nnpm run a -- $PART\n' },
  ]);
  expect(report).toMatch(/^ci\.yml: one, step 1:2:14: note: Double quote/);
});
