import type { Outbox } from './outbox.ts';

const slice = 1_000;

/**
 * Deletes inbox entries that nobody can need again, a slice of each inbox at a time. An entry keeps its handler from running
 * twice, so it stays while its message stands in any outbox, from where the relay would order it anew, and for `keepMs` beyond:
 * longer than a queue tries a job, and than the backup is old from which a queue may be restored.
 */
export async function forgetHandled(outboxes: readonly Outbox[], keepMs: number): Promise<void> {
  for (const inbox of outboxes) {
    const handled = await inbox.handledBefore(keepMs, slice);
    if (handled.length === 0) continue;
    const standing = new Set<string>();
    for (const outbox of outboxes) for (const id of await outbox.standing(handled)) standing.add(id);
    await inbox.forget(handled.filter((id) => !standing.has(id)));
  }
}
