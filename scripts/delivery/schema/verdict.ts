import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import type { Accepted } from './accepted.ts';

/** What a change of the graph means to those who use it. */
export interface Verdict {
  /** Breaking, and nobody has answered for it: this is what fails. */
  readonly refused: readonly Change[];
  readonly accepted: readonly { readonly change: Change; readonly record: Accepted }[];
  /** Valid for each query, and yet of consequence: a new enum value, another default. */
  readonly dangerous: readonly Change[];
  readonly harmless: readonly Change[];
}

/**
 * A record has to come together with its change: those that the graph of before had already are history, or else the same
 * field could be taken away a second time without a word.
 */
export async function judge(
  before: GraphQLSchema,
  after: GraphQLSchema,
  records: { readonly before: readonly Accepted[]; readonly after: readonly Accepted[] },
): Promise<Verdict> {
  const known = new Set(records.before.map(({ change }) => change));
  const fresh = new Map(
    records.after.filter(({ change }) => !known.has(change)).map((record) => [record.change, record]),
  );
  const changes = await diff(before, after);
  const ofLevel = (level: CriticalityLevel) =>
    changes.filter(({ criticality }) => criticality.level === level);
  const breaking = ofLevel(CriticalityLevel.Breaking).map((change) => ({
    change,
    record: fresh.get(change.message),
  }));
  return {
    refused: breaking.filter(({ record }) => !record).map(({ change }) => change),
    accepted: breaking.flatMap(({ change, record }) => (record ? [{ change, record }] : [])),
    dangerous: ofLevel(CriticalityLevel.Dangerous),
    harmless: ofLevel(CriticalityLevel.NonBreaking),
  };
}

/** The verdict as Markdown, what matters most first. */
export function told({ refused, accepted, dangerous, harmless }: Verdict): string {
  const sections = [
    ['Breaking, and not recorded', refused.map(({ message }) => message)],
    [
      'Breaking, and accepted',
      accepted.map(({ change, record }) => `${change.message} **In ${record.release}:** ${record.why}`),
    ],
    ['Dangerous', dangerous.map(({ message }) => message)],
    ['Harmless', harmless.map(({ message }) => message)],
  ] as const;
  const filled = sections.filter(([, lines]) => lines.length > 0);
  if (filled.length === 0) return 'The graph is the same.';
  return filled
    .map(
      ([title, lines]) => `### ${title} (${lines.length})\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
    )
    .join('\n\n');
}
