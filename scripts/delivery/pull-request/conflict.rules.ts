import type { ChangedFile } from './size.rules.ts';

const marker = /^\+(<{7} |={7}$|>{7} )/m;

/** @param mergeable what GitHub says of it; null while it has not looked */
export function faultsOfMerge(mergeable: boolean | null, files: readonly ChangedFile[]): string[] {
  const marked = files.filter(({ patch }) => patch !== undefined && isMarked(patch)).length;
  return [
    ...(mergeable === false ? ['conflicts with its base: merge or rebase, and push again'] : []),
    ...(marked > 0 ? [`adds the marks of a conflict to ${marked} ${marked === 1 ? 'file' : 'files'}`] : []),
  ];
}

/** Seven equals signs alone also underline a heading: only together with another mark do they tell. */
function isMarked(patch: string): boolean {
  const marks = new Set([...patch.matchAll(new RegExp(marker, 'gm'))].map(([, mark = '']) => mark[0]));
  return marks.has('<') || marks.has('>');
}
