import { dockerfile } from '../../scripts/checks/delivery/dockerfile.ts';
import { faultsOfDelivery } from '../../scripts/checks/delivery/workflow-rules.ts';

/** A rule that never fails proves nothing: a good file with one thing changed is refused for just that thing. */
const path = '.github/workflows/example.yml';
const callable = { scripts: new Set(['test', 'check', 'test:part']), programs: new Set(['.ci/servers']) };

const good = `name: Example
on:
  pull_request:
permissions: {}
concurrency:
  group: example
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v7.0.1
        with:
          persist-credentials: false
      - uses: ./.github/actions/setup
      - run: npm run test:part -- "$PART"
        env:
          PART: \${{ github.event.pull_request.title }}
      - run: npm test
`;

const commit = '0123456789abcdef0123456789abcdef01234567';

function faults(from: string, to: string): string[] {
  expect(good).toContain(from);
  return faultsOfDelivery(path, good.replace(from, to), callable);
}

it('a good workflow has no fault', () => {
  expect(faultsOfDelivery(path, good, callable)).toEqual([]);
});

it.each([
  ['permissions: {}\n', '', 'has no permissions'],
  ['permissions: {}\n', 'permissions: write-all\n', 'lets every job write'],
  ['permissions: {}\n', 'permissions:\n  contents: write\n', 'lets every job write'],
  ['      contents: read', '      contents: write\n    continue-on-error: true', 'goes on after an error'],
  ['    permissions:\n      contents: read\n', '    permissions: write-all\n', 'may write everything'],
  ['concurrency:\n  group: example\n', '', 'has no concurrency group'],
  ['    timeout-minutes: 10\n', '', 'has no timeout-minutes'],
  ['timeout-minutes: 10', 'timeout-minutes: 600', 'has no timeout-minutes'],
  ['ubuntu-24.04', 'ubuntu-latest', 'which changes by itself'],
  ['checkout@v7.0.1', 'checkout@v7', 'is no exact version'],
  ['checkout@v7.0.1', 'checkout@main', 'is no exact version'],
  ['checkout@v7.0.1', `checkout@${commit}`, 'does not say its version'],
  ['persist-credentials: false', 'fetch-depth: 0', 'leaves the token in the checkout'],
  ['npm test', 'npm test\n        continue-on-error: true', 'goes on after an error'],
  ['npm test', `npm test\n        shell: 'bash -c "bash {0} || true"'`, 'chooses a shell of its own'],
  ['jobs:\n', 'defaults:\n  run:\n    shell: sh\njobs:\n', 'chooses a shell of its own'],
  [
    '    steps:\n',
    '    defaults:\n      run:\n        shell: sh\n    steps:\n',
    'chooses a shell of its own',
  ],
  ['npm test', 'npm test || true', 'is more than one command'],
  ['npm test', 'npm test; true', 'is more than one command'],
  ['npm test', 'npm test && npm run check', 'is more than one command'],
  ['npm test', 'npm test | tee log', 'is more than one command'],
  ['npm test', 'npm run check -- $(cat words)', 'is more than one command'],
  ['npm test', `npm run check -- \${{ github.head_ref }}`, 'holds an expression'],
  ['npm test', 'npm run missing', 'is no npm script'],
  ['npm test', 'npm exec -- something', 'is no npm script'],
  ['npm test', 'curl https://example.test', 'is no npm script'],
  ['npm test', './scripts/unlisted', 'is no npm script'],
  ['  pull_request:\n', '  pull_request: [\n', 'Flow sequence'],
  ['name: Example\n', '', 'at name'],
])('%j as %j: %s', (from, to, sentence) => {
  expect(faults(from, to)).toEqual([expect.stringContaining(sentence)]);
});

it.each([
  ['npm test', 'npm run check'],
  ['npm test', 'npm run --silent check -- types'],
  ['npm test', '.ci/servers redis-server'],
  ['npm test', '|\n          # A word about it.\n          npm test\n          npm run check'],
  ['checkout@v7.0.1', `checkout@${commit} # v7.0.1`],
])('%j as %j passes', (from, to) => {
  expect(faults(from, to)).toEqual([]);
});

it('with the rights of the base branch, nothing else may be checked out', () => {
  const privileged = good.replace('pull_request:', 'pull_request_target:');
  expect(faultsOfDelivery(path, privileged, callable)).toEqual([]);
  const strange = privileged.replace(
    'persist-credentials: false',
    'persist-credentials: false\n          ref: main',
  );
  expect(faultsOfDelivery(path, strange, callable)).toEqual([expect.stringContaining('a stranger’s code')]);
});

it('a composite action is held to the same rules, and says its shell', () => {
  const action = `name: Set up
description: Node
runs:
  using: composite
  steps:
    - uses: actions/setup-node@v7.0.0
    - run: npm ci
      shell: bash
`;
  const at = '.github/actions/setup/action.yml';
  expect(faultsOfDelivery(at, action, callable)).toEqual([]);
  expect(faultsOfDelivery(at, action.replace('      shell: bash\n', ''), callable)).toEqual([
    expect.stringContaining('has no `shell: bash`'),
  ]);
  expect(faultsOfDelivery(at, action.replace('npm ci', 'npm ci || true'), callable)).toHaveLength(1);
  const checkout = '    - uses: actions/checkout@v7.0.1\n      with:\n        persist-credentials: false\n';
  const other = action.replace('  steps:\n', `  steps:\n${checkout}`);
  expect(faultsOfDelivery(at, other, callable)).toEqual([]);
  expect(
    faultsOfDelivery(
      at,
      other.replace('credentials: false\n', 'credentials: false\n        ref: main\n'),
      callable,
    ),
  ).toEqual([expect.stringContaining('a stranger’s code')]);
});

describe('a Dockerfile', () => {
  const image =
    'FROM node:24.21.0-bookworm-slim AS base\nWORKDIR /app\nFROM base\nCOPY a b\nUSER node\nCMD ["node", "a.js"]\n';
  const found = (text: string) => dockerfile.faultsIn({ path: 'Dockerfile', text });

  it('without a fault passes', () => {
    expect(dockerfile.covers('Dockerfile')).toBe(true);
    expect(found(image)).toEqual([]);
    expect(found(image.replace('COPY a b', 'COPY --from=base a b'))).toEqual([]);
    expect(found(`# syntax=docker/dockerfile:1.20.0\n${image}`)).toEqual([]);
  });

  it.each([
    ['node:24.21.0-bookworm-slim', 'node:latest', 'names no exact version'],
    ['node:24.21.0-bookworm-slim', 'node', 'names no exact version'],
    ['USER node\n', '', 'what runs is root'],
    ['USER node\n', 'USER root\n', 'what runs is root'],
    ['COPY a b', 'COPY --from=nginx:alpine a b', 'nginx:alpine names no exact version'],
    ['COPY a b', 'RUN --mount=type=bind,from=nginx,target=/a true', 'nginx names no exact version'],
    ['FROM node', '# syntax=docker/dockerfile:1\nFROM node', 'docker/dockerfile:1 names no exact version'],
    ['WORKDIR /app\n', 'WORKDIR /app\nCMD ["sh"]\n', 'Dockerfile:1: what runs is root'],
    ['COPY a b', 'COPPY a b', 'Unknown instruction'],
    ['COPY a b', 'COPY a', 'requires at least two arguments'],
    ['WORKDIR /app', 'WORKDIR app', 'should be absolute'],
    ['CMD ["node", "a.js"]', 'CMD ["node"]\nCMD ["node", "a.js"]', 'only be one CMD'],
  ])('with %j as %j is refused: %s', (from, to, sentence) => {
    expect(found(image.replace(from, to))).toEqual([expect.stringContaining(sentence)]);
  });
});
