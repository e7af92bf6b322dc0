export interface ChangedFile {
  readonly filename: string;
  readonly additions: number;
  readonly deletions: number;
  /** Absent where GitHub shows none: a large or a binary file. */
  readonly patch?: string | undefined;
}

export type Size = 'small' | 'medium' | 'large' | 'too large to review';

/** Written by programs: nobody reads them line by line. */
const generated =
  /^(package-lock\.json|schema\/(graphs\/.*|supergraph\.graphql|routes\.json)|\.env\.example)$|\.snapshot[^/]*\.json$/;

/** In lines that somebody has written, and files of those. */
const limits = [
  ['small', 100, 10],
  ['medium', 500, 30],
  ['large', 1_000, 50],
] as const;

export interface Extent {
  readonly files: number;
  readonly lines: number;
  readonly size: Size;
}

export function extentOf(files: readonly ChangedFile[]): Extent {
  const written = files.filter(({ filename }) => !generated.test(filename));
  const lines = written.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  const fitting = limits.find(
    ([, mostLines, mostFiles]) => lines <= mostLines && written.length <= mostFiles,
  );
  return { files: written.length, lines, size: fitting?.[0] ?? 'too large to review' };
}
