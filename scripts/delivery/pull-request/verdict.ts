import { faultsOfMerge } from './conflict.rules.ts';
import { type ChangedFile, type Extent, extentOf } from './size.rules.ts';
import { faultsOfTitle } from './title.rules.ts';

export interface PullRequest {
  readonly title: string;
  readonly mergeable: boolean | null;
}

export interface Verdict {
  readonly extent: Extent;
  readonly title: readonly string[];
  readonly merge: readonly string[];
  /** Whether GitHub has looked. */
  readonly mergeKnown: boolean;
}

export function verdictOf({ title, mergeable }: PullRequest, files: readonly ChangedFile[]): Verdict {
  return {
    extent: extentOf(files),
    title: faultsOfTitle(title),
    merge: faultsOfMerge(mergeable, files),
    mergeKnown: mergeable !== null,
  };
}

export function holds({ title, merge }: Verdict): boolean {
  return title.length === 0 && merge.length === 0;
}

/** As Markdown. Nothing that a stranger has written stands in it: it is sent in the name of this repository. */
export function told(verdict: Verdict): string {
  const { extent, title, merge, mergeKnown } = verdict;
  const size = `${extent.lines} written lines in ${extent.files} files: ${extent.size}`;
  const advice = extent.size === 'too large to review' ? '. Split it where each part can stand alone' : '';
  const rows = [
    ['Title', cell(title, 'a sentence of the history')],
    [
      'Merge',
      cell(
        merge,
        mergeKnown ? 'no conflict' : 'no mark of a conflict; GitHub has not said yet whether it merges',
      ),
    ],
    ['Size', size + advice],
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, text]) => `| ${name} | ${text} |`)].join('\n');
}

function cell(faults: readonly string[], well: string): string {
  return faults.length === 0 ? `✓ ${well}` : `✗ ${faults.join('; ')}`;
}
