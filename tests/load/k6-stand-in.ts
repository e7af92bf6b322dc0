import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Options, Scenario } from 'k6/options';
import WebSocket from 'ws';
import { arrivals } from '../../k6/rates.ts';

const folder = join(__dirname, '../../k6');

/** What a script has added to its metrics, by their names. */
export type Added = Map<string, number[]>;

interface Script {
  readonly options: Options;
  readonly setup: () => Promise<unknown>;
  readonly [exec: string]: unknown;
}

/**
 * As much of k6 as the scripts use, in this process: its modules, and its way through setup and scenarios. Requests and sockets
 * are real. What k6 does besides, it does not: one engine a virtual user, the summary, thresholds.
 */
export class K6 {
  readonly added: Added = new Map();
  readonly #execution = {
    scenario: { startTime: 0, iterationInTest: 0 },
    vu: { idInTest: 0 },
  };

  /** Loads a script under these variables. */
  load(script: string, variables: Readonly<Record<string, string>>): Script {
    Object.assign(globalThis, {
      __ENV: variables,
      open: (path: string) => readFileSync(resolved(path), 'utf8'),
    });
    let loaded: Script | undefined;
    jest.isolateModules(() => {
      for (const [name, exports] of Object.entries(this.#modules()))
        jest.doMock(name, () => ({ __esModule: true, ...exports }), { virtual: true });
      loaded = require(join(folder, script)) as Script;
    });
    if (!loaded) throw new Error(`${script} could not be loaded`);
    return loaded;
  }

  /** Runs setup, then all scenarios at once, as long as they take. */
  async run(script: Script): Promise<void> {
    const { scenarios = {} } = script.options;
    // From one engine to another everything goes as JSON.
    const given: unknown = JSON.parse(JSON.stringify(await script.setup()));
    const startTime = Date.now();
    const once = (scenario: Scenario, vu: number, iteration: number) => {
      this.#execution.scenario = { startTime, iterationInTest: iteration };
      this.#execution.vu = { idInTest: vu };
      const exec = script[scenario.exec ?? 'default'] as (given: unknown) => Promise<void>;
      return exec(structuredClone(given));
    };
    const runs = Object.values(scenarios).flatMap((scenario) => {
      if (scenario.executor === 'per-vu-iterations')
        return Array.from({ length: scenario.vus ?? 1 }, (_, n) => once(scenario, n + 1, 0));
      if (scenario.executor !== 'ramping-arrival-rate') throw new Error(`no ${scenario.executor} here`);
      const perSecond = (rate: number) => rate / seconds(scenario.timeUnit ?? '1s');
      const stages = scenario.stages.map(({ duration, target }) => ({
        ...{ seconds: seconds(duration), to: perSecond(target) },
      }));
      const due = arrivals({ from: perSecond(scenario.startRate ?? 0), stages }, 0.5);
      return due.map(async (at, n) => {
        await pause(seconds(scenario.startTime ?? '0s') * 1_000 + at);
        await once(scenario, 100 + n, n);
      });
    });
    await Promise.all(runs);
  }

  sum(metric: string): number {
    return (this.added.get(metric) ?? []).reduce((sum, value) => sum + value, 0);
  }

  #modules() {
    const { added } = this;
    class Metric {
      readonly #values: number[] = [];
      constructor(name: string) {
        added.set(name, this.#values);
      }
      add(value: number | boolean): void {
        this.#values.push(Number(value));
      }
    }
    return {
      'k6/execution': { default: this.#execution },
      'k6/http': { default: { asyncRequest } },
      'k6/metrics': { Counter: Metric, Rate: Metric, Trend: Metric },
      'k6/timers': { setTimeout, setInterval, clearInterval },
      'k6/websockets': { WebSocket: Socket },
    };
  }
}

interface Params {
  readonly headers: Record<string, string>;
}

async function asyncRequest(method: string, url: string, body: string, { headers }: Params) {
  const began = performance.now();
  const answer = await fetch(url, { method, body, headers });
  const text = await answer.text();
  return { status: answer.status, body: text, timings: { duration: performance.now() - began } };
}

/** k6 is told the protocol in a header, ws in an argument. */
class Socket extends WebSocket {
  constructor(url: string, _protocols: null, { headers }: Params) {
    super(url, headers['Sec-WebSocket-Protocol']);
  }
}

function seconds(text: string): number {
  const [, number, unit] = /^([\d.]+)(s|m)$/.exec(text) ?? [];
  if (!number) throw new Error(`${text} is no time that is used here`);
  return Number(number) * (unit === 'm' ? 60 : 1);
}

/** `open` takes paths from the script's folder, or absolute ones. */
function resolved(path: string): string {
  return path.startsWith('/') ? path : join(folder, path);
}
