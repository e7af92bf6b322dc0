import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestSchool } from '../kit/school.ts';
import { jsonOf } from '../shape/repository.ts';
import { K6 } from './k6-stand-in.ts';
import { smallPeople } from './people.ts';

const scenarios = Object.entries(jsonOf<Record<string, { actions: object }>>('k6/scenarios.json'));

test.each(scenarios)(
  'k6 is given %s with functions that the script exports, and thresholds upon its metrics',
  (name, { actions }) => {
    const k6 = new K6();
    const script = k6.load('play.ts', { SCENARIO: name });
    const execs = Object.values(script.options.scenarios ?? {}).map(({ exec }) => exec ?? 'default');
    expect(execs).toEqual(expect.arrayContaining(['board', 'child', ...Object.keys(actions)]));
    for (const exec of execs) expect(script[exec]).toBeInstanceOf(Function);
    const metrics = [...k6.added.keys(), 'dropped_iterations'];
    expect(metrics).toEqual(expect.arrayContaining(Object.keys(script.options.thresholds ?? {})));
  },
);

test('a scenario that is none is refused by the script', () => {
  expect(() => new K6().load('play.ts', { SCENARIO: 'rollcall' })).toThrow(
    'SCENARIO is one of roll-call-storm, ',
  );
});

describe('played in a small school', () => {
  let school: TestSchool;
  let folder: string;
  let people: string;
  beforeAll(async () => {
    school = await TestSchool.open({ name: 'embedded', redisUrl: null });
    folder = await mkdtemp(join(tmpdir(), 'learnova-k6-'));
    people = join(folder, 'people.json');
    await writeFile(people, JSON.stringify(smallPeople));
  }, 60_000);
  afterAll(async () => {
    await school?.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['roll-call-storm', '0.5'],
    ['mixed-day', '5'],
  ])(
    '%s asks for everything, and each board says that it missed nothing',
    async (name, scale) => {
      const k6 = new K6();
      const { url } = school.system;
      const script = k6.load('play.ts', {
        SCENARIO: name,
        SCALE: scale,
        SECONDS: '1',
        // A board takes no more than half of it for granted: what is answered later, on a busy machine, it does not wait for.
        SETTLE: '16',
        URL: url,
        PEOPLE: people,
      });
      await k6.run(script);
      expect([k6.sum('lost'), k6.sum('doubled'), k6.sum('errors')]).toEqual([0, 0, 0]);
      const boards = k6.added.get('judged')?.length ?? 0;
      expect(boards).toBe(5);
      const submitted = k6.added.get('submit')?.length ?? 0;
      expect(submitted).toBeGreaterThan(0);
      expect(k6.added.get('board')).toHaveLength(submitted * boards);
      for (const [metric] of Object.entries(script.options.thresholds ?? {})) {
        if (['dropped_iterations', 'child'].includes(metric)) continue;
        expect([metric, k6.added.get(metric)?.length]).not.toEqual([metric, 0]);
      }
    },
    30_000,
  );
});
