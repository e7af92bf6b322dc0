import type { Channels } from '@learnova/platform/channels';
import type { Envelope, Job, Reaction, Schedule } from '@learnova/platform/handlers';
import type { QueuedJob } from '@learnova/platform/queue/queue';
import type { Running } from '@learnova/platform/running';

type Handler =
  | { readonly kind: 'reaction'; readonly running: Running; readonly reaction: Reaction }
  | { readonly kind: 'job'; readonly running: Running; readonly job: Job }
  | { readonly kind: 'schedule'; readonly running: Running; readonly schedule: Schedule };

/** Every reaction, job and schedule of the subgraphs that run here, by name; the queue names one, and it runs. */
export class Dispatch {
  readonly #handlers = new Map<string, Handler>();
  readonly #channels: Channels;

  constructor(all: readonly Running[], channels: Channels) {
    this.#channels = channels;
    for (const running of all) {
      const { reactions, jobs, schedules } = running.subgraph;
      for (const reaction of reactions) this.#add(reaction.name, { kind: 'reaction', running, reaction });
      for (const job of jobs) this.#add(job.name, { kind: 'job', running, job });
      for (const schedule of schedules) this.#add(schedule.name, { kind: 'schedule', running, schedule });
    }
  }

  /** A name that nobody bears is an error: its job is tried again, and then lies with the dead letters. */
  async run({ name, data, attempt, lastAttempt }: QueuedJob): Promise<void> {
    const handler = this.#handlers.get(name);
    if (!handler) throw new Error(`nobody handles ${name}`);
    const { handling } = handler.running;
    if (handler.kind === 'schedule') return handling.runSchedule(handler.schedule);
    const message = data as Envelope;
    if (handler.kind === 'reaction') return handling.react(handler.reaction, message);
    return handling.carryOut(handler.job, message, { attempt, lastAttempt }, this.#channels);
  }

  #add(name: string, handler: Handler): void {
    if (this.#handlers.has(name)) throw new Error(`two handlers are called ${name}`);
    this.#handlers.set(name, handler);
  }
}
