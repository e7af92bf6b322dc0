import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { flowsOf, scaled } from '../../k6/rates.ts';
import { lookAround, type School } from '../../k6/school.ts';
import { startProgram } from '../../scripts/lib/process.ts';
import { climb } from '../../scripts/load/ceiling.ts';
import { Crowd } from '../../scripts/load/crowd.ts';
import { type Game, play } from '../../scripts/load/play.ts';
import { type Scenario, scenariosModel } from '../../scripts/load/scenario.model.ts';
import { verdictsOf } from '../../scripts/load/verdicts.ts';
import { TestSchool } from '../kit/school.ts';
import { jsonOf } from '../shape/repository.ts';
import { smallPeople } from './people.ts';

const scenarios = scenariosModel.parse(jsonOf('k6/scenarios.json'));
/** Thresholds that tell right from wrong; the others tell fast from slow, which is no matter here. */
const aboutRight = ['lost', 'doubled', 'errors', 'dropped'];

const tiny = {
  ...{ tells: 'A few registers.', screens: { boards: 1, children: 1 } },
  actions: { submit: { from: 4, stages: [{ seconds: 1, to: 4 }] } },
  thresholds: { lost: 0, doubled: 0, errors: 0, dropped: 0, p95: { submit: 60_000 } },
};

let school: TestSchool;
let game: Game;
let folder: string;
beforeAll(async () => {
  school = await TestSchool.open({ name: 'embedded', redisUrl: null });
  folder = await mkdtemp(join(tmpdir(), 'learnova-load-'));
  const { url } = school.system;
  await using crowd = new Crowd(url, smallPeople);
  const found: School = await lookAround(crowd.asking(), smallPeople, 40, new Date());
  game = { url, school: found, turns: new Map() };
}, 60_000);
afterAll(async () => {
  await school?.close();
  await rm(folder, { recursive: true });
});

test.each(Object.entries(scenarios))(
  '%s, played in a second, shows every board what happened once',
  async (_name, scenario) => {
    const small = inASecond(scenario);
    const figures = await play(game, small);
    const verdicts = verdictsOf(scenario, figures).filter(({ name }) => aboutRight.includes(name));
    expect(verdicts.map(({ name, found }) => [name, found])).toEqual(aboutRight.map((name) => [name, 0]));
    expect(figures.submitted).toBeGreaterThan(0);
    const shown = figures.times.get('board')?.length;
    expect(shown).toBe(figures.submitted * small.screens.boards);
    // What the scenario sets a limit for was really measured, but for children, who need not be in the lesson.
    const measured = Object.keys(scenario.thresholds.p95).filter((name) => name !== 'child');
    expect([...figures.times.keys()]).toEqual(expect.arrayContaining(measured));
  },
  30_000,
);

test('a climb ends with the first step that breaks a threshold, and names the process that worked most', async () => {
  const { url } = school.system;
  const processes = [{ name: 'the school', pid: process.pid, metrics: `${url}/metrics` }];
  const stage = { url, databaseUrl: school.databaseUrl, processes };
  const scenario = { ...tiny, thresholds: { ...tiny.thresholds, p95: { submit: 0.001 } } };
  const quiet = await play(game, tiny);
  const said: string[] = [];
  const steps = { from: 1, growth: 2, seconds: 1, count: 3 };
  await climb(game, stage, { scenario, quiet, steps }, (line) => said.push(line));
  const text = said.join('\n');
  // The same step, once more.
  expect(text.match(/BROKEN/g)).toHaveLength(2);
  expect(text).toMatch(/^FAIL submit, p95 ms/m);
  expect(text).toMatch(/The first step broke already.* the school takes most: [\d.]+ of a core/);
  expect(text).toMatch(/[1-9][\d.]* transactions each; cores: the school 0\.\d*[1-9]/);
}, 30_000);

/** So small that even the rarest action begins once. */
function inASecond(scenario: Scenario): Scenario {
  const rates = flowsOf(scenario.actions).map(([, { from, stages }]) =>
    Math.max(from, ...stages.map(({ to }) => to)),
  );
  return scaled(scenario, { scale: Math.max(0.5, 1 / Math.min(...rates)), seconds: 1 });
}

/** What `npm run load` runs. */
async function load(...options: string[]): Promise<{ code: number | null; text: string }> {
  let text = '';
  const program = startProgram(resolve(__dirname, '../../scripts/load.ts'), options, {}, (line) => {
    text += `${line}\n`;
  });
  return { code: await program.exited, text };
}

test('a run whose thresholds hold ends with 0, and one that breaks a threshold with 1 and its name', async () => {
  const hasty = { ...tiny, thresholds: { ...tiny.thresholds, p95: { submit: 0.001 } } };
  const [file, people] = [join(folder, 'scenarios.json'), join(folder, 'people.json')];
  await writeFile(file, JSON.stringify({ tiny, hasty }));
  await writeFile(people, JSON.stringify(smallPeople));
  const against = ['--url', school.system.url, '--file', file, '--people', people];
  const kept = await load('tiny', ...against);
  expect(kept).toEqual({ code: 0, text: expect.stringContaining('ok   lost: 0, at most 0') });
  const broken = await load('hasty', ...against);
  expect(broken).toEqual({
    code: 1,
    text: expect.stringMatching(/^FAIL submit, p95 ms: \S+, at most 0.001$/m),
  });
}, 60_000);

test('what cannot be played is told in a sentence', async () => {
  const unfit = join(folder, 'unfit.json');
  await writeFile(unfit, JSON.stringify({ tiny: { ...tiny, screens: { boards: 0, children: 0 } } }));
  const faults = [
    [['rollcall'], 'Name one scenario: roll-call-storm, mixed-day, spike, stress, soak.'],
    [['soak', '--scale', '0'], '--scale takes a number above 0, up to 20: not 0.'],
    [['soak', '--url', 'http://school.example'], 'school.example is another machine. Say --permitted'],
    [['soak', '--url', 'http://127.0.0.1:1', '--ceiling'], '--ceiling looks at the processes of a system'],
    [['tiny', '--file', unfit], `${unfit} does not fit:`],
  ] as const;
  const told = await Promise.all(faults.map(([options]) => load(...options)));
  for (const [n, { code, text }] of told.entries()) {
    expect([code, text]).toEqual([1, expect.stringContaining(faults[n]?.[1] ?? '')]);
    expect(text).not.toMatch(/^\s+at /m);
  }
}, 60_000);
