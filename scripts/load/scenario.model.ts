import { z } from 'zod';

const count = z.int().min(0);
const rate = z.number().min(0).describe('Beginnings a second.');

/** How often something is begun: the rate at first, and then straight from stage to stage. */
const flow = z.strictObject({
  from: rate,
  stages: z.array(z.strictObject({ seconds: z.number().positive(), to: rate })).min(1),
});

/** `submit`: a teacher opens a lesson and submits its register. The others are looks, and sign-ins. */
const action = z.enum(['submit', 'day', 'children', 'overview', 'signIn']);

/** What is timed: each request by what it asks, and both screens from a submission until they show it. */
const measure = z.enum([...action.options, 'lesson', 'board', 'child']);

const scenario = z.strictObject({
  tells: z.string().min(1),
  screens: z
    .strictObject({ boards: count.min(1).max(20), children: count.max(20) })
    .describe('Open all the time, a socket each: boards of the office, and guardians with a child.'),
  actions: z.partialRecord(action, flow),
  thresholds: z.strictObject({
    lost: count.describe('Submissions that a board did not show.'),
    doubled: count.describe('Submissions that a board showed more than once.'),
    errors: z.number().min(0).max(1).describe('Refused or failed, as a share of all requests.'),
    dropped: z.number().min(0).max(1).describe('Not begun for want of room, as a share of what was due.'),
    p95: z.partialRecord(measure, z.number().positive()).describe('Milliseconds.'),
  }),
});

export const scenariosModel = z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), scenario);

export type Flow = z.infer<typeof flow>;
export type Action = z.infer<typeof action>;
export type Measure = z.infer<typeof measure>;
export type Scenario = z.infer<typeof scenario>;
export type Scenarios = Readonly<Record<string, Scenario>>;
