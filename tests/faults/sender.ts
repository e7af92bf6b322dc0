import { randomUUID } from 'node:crypto';
import type { Answer, Visitor } from '../../scripts/story/client.ts';
import type { Stage } from './stage.ts';
import { pause } from './wait.ts';

/** Sends commands until they are acknowledged. */
export class Sender {
  repeats = 0;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async send(email: string, mutation: string, input: Record<string, unknown>): Promise<void> {
    const command = { input: { ...input, idempotencyKey: randomUUID() } };
    const tooLate = performance.now() + 180_000;
    for (;;) {
      const answer = await attempt(await this.#stage.as(email), mutation, command);
      if (answer === 'done') return;
      if (performance.now() > tooLate)
        throw new Error(`never acknowledged: ${answer.lost}\n${this.#stage.tail()}`);
      this.repeats += 1;
      await pause(100);
    }
  }
}

/** What a client may send again: no answer at all, or one that says that it may. Any other refusal is a fault of the system. */
async function attempt(
  visitor: Visitor,
  mutation: string,
  command: Record<string, unknown>,
): Promise<'done' | { lost: string }> {
  let answer: Answer<unknown>;
  try {
    answer = await visitor.ask(mutation, command);
  } catch (error) {
    return { lost: String(error) };
  }
  if (answer.data && !answer.errors?.length) return 'done';
  const again = answer.errors?.every(({ extensions }) => extensions?.retryable === true);
  if (!again) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return { lost: JSON.stringify(answer.errors) };
}
