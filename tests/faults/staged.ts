import { afterAll, beforeAll } from '@jest/globals';
import { type ProfileName, Stage } from './stage.ts';

/**
 * One system for all tests of a block, which kill it in turn and start again what they killed.
 * @param more settings over those of a stage; asked for when the block begins
 * @param clerks people of the office, besides those of every stage
 */
export function staged(
  profile: ProfileName,
  more: () => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>> = () => ({}),
  clerks = 0,
): () => Stage {
  let opening: Promise<Stage> | undefined;
  let stage: Stage | undefined;
  const open = async () => Stage.open(profile, await more(), clerks);
  beforeAll(async () => {
    opening = open();
    stage = await opening;
  }, 120_000);
  afterAll(async () => {
    // Also one whose opening took longer than was waited for; one that did not open has closed itself.
    const opened = await opening?.catch(() => undefined);
    await opened?.close();
  }, 90_000);
  return () => {
    if (!stage) throw new Error('the system did not start');
    return stage;
  };
}
