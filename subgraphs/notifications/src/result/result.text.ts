import type { Letter } from '../notification/subject.ts';
import type { ResultKind } from './result.rules.ts';

const titles: Readonly<Record<ResultKind, string>> = {
  RESULT_PUBLISHED: 'A result was published',
  RESULT_AMENDED: 'A result was amended',
};

export const titleOf = (kind: ResultKind): string => titles[kind];

/** For the inbox: what it is stands among the results. */
export function bodyOf(kind: ResultKind): string {
  return `${titles[kind]}. What it is stands among the results.`;
}

/** Of a child by name; of the receiver's own section alone. */
export interface Line {
  readonly section: string;
  readonly child: string | null;
}

export function letterOf(kind: ResultKind, receiver: string, lines: readonly Line[]): Letter {
  const what = lines.map(({ section, child }) => `- ${child === null ? section : `${child}, ${section}`}`);
  const closing = 'Sign in to read it. Questions are for the teacher of the section.';
  const text = [`Dear ${receiver},`, '', `${titles[kind]}:`, '', ...what, '', closing, ''].join('\n');
  return { subject: titles[kind], text };
}
