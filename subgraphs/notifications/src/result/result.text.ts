import type { Letter } from '../notification/subject.ts';
import type { ResultKind } from './result.rules.ts';

export function titleOf(kind: ResultKind, count: number): string {
  const what = count === 1 ? 'A result was' : `${count} results were`;
  return `${what} ${kind === 'RESULT_AMENDED' ? 'amended' : 'published'}`;
}

/** For the inbox: what they are stands among the results. */
export function bodyOf(kind: ResultKind, count: number): string {
  const what = count === 1 ? 'What it is stands' : 'What they are stands';
  return `${titleOf(kind, count)}. ${what} among the results.`;
}

/** Of a child by name; of the receiver's own section alone. */
export interface Line {
  readonly section: string;
  readonly child: string | null;
}

export function letterOf(kind: ResultKind, receiver: string, lines: readonly Line[]): Letter {
  const what = lines.map(({ section, child }) => `- ${child === null ? section : `${child}, ${section}`}`);
  const title = titleOf(kind, lines.length);
  const read = lines.length === 1 ? 'it' : 'them';
  const closing = `Sign in to read ${read}. Questions are for the teacher of the section.`;
  const text = [`Dear ${receiver},`, '', `${title}:`, '', ...what, '', closing, ''].join('\n');
  return { subject: title, text };
}
