import { testServers } from '@learnova/platform/testing/environment';
import { serviceNames } from '@learnova/schema/services';
import type { CutSize } from './cut-off.ts';
import type { FloodSize } from './flood.ts';
import type { KillSize } from './kills.ts';
import type { PassingSize } from './passing.ts';
import { points } from './points.ts';
import type { RollingSize } from './rolling.ts';
import type { ProfileName } from './stage.ts';
import type { StandbySize } from './standby.ts';

/** What a stage holds for those who watch. */
interface Crowd {
  /** People of the office, besides the one of every stage. */
  readonly clerks: number;
  readonly settings: Readonly<Record<string, string>>;
}

interface Sizes {
  /** In each profile, and with a provider of mail. */
  readonly kills: KillSize;
  readonly cutOff: CutSize;
  readonly crowd: Readonly<Record<ProfileName, Crowd>>;
  readonly passing: PassingSize;
  readonly standby: StandbySize;
  readonly flood: FloodSize;
  readonly rolling: RollingSize;
}

const few: Crowd = { clerks: 1, settings: { READMIT_AFTER_MS: '5000' } };
const many: Crowd = { clerks: 19, settings: { READMIT_AFTER_MS: '30000', MAX_SOCKETS_PER_PERSON: '50' } };
const cutOff = { cuts: { socket: 1, links: 1, gateway: 1, service: 1, log: 1, supergraph: 1 } };

const sizes: Readonly<Record<'usual' | 'long', Sizes>> = {
  usual: {
    kills: { named: 1, moments: 1, seed: 1 },
    cutOff: { ...cutOff, subscribers: 20, events: 60, seed: 1 },
    crowd: { services: few, embedded: few },
    passing: { subscriptions: 600, growth: 0.03 },
    standby: { takeovers: 1, flushes: 1, seed: 1 },
    flood: { jobs: 30, restarts: 1, untilDead: false },
    // Of these, attendance alone is asked by others, and by nobody whom the questions need.
    rolling: {
      services: ['attendance', 'notifications'],
      roundsBefore: 0,
      gateways: 1,
      swaps: 3,
      clients: 3,
      everyMs: 150,
    },
  },
  long: {
    kills: { named: points.length, moments: 80, seed: 2 },
    cutOff: {
      ...{ subscribers: 1_000, events: 1_000, seed: 2 },
      cuts: { socket: 40, links: 6, gateway: 3, service: 3, log: 4, supergraph: 6 },
    },
    // Each event costs so much for each person that fifty of them are too many for two cores.
    crowd: { services: many, embedded: many },
    passing: { subscriptions: 10_000, growth: 0.05 },
    standby: { takeovers: 5, flushes: 15, seed: 2 },
    flood: { jobs: 10_000, restarts: 2, untilDead: true },
    rolling: { services: serviceNames, roundsBefore: 1, gateways: 2, swaps: 20, clients: 6, everyMs: 50 },
  },
};

/** How hard the same tests try: in `npm test`, and in `npm run test:long`. */
export const size: Sizes = sizes[testServers().tier];
