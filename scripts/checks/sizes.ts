import { textCheck } from './text-check.ts';

const columns = 110;
const mostLines = 300;

/** Written by people. What is generated (graphs, lock file) may be as long as it is. */
const handWritten = /\.(ts|mts|cts|js|mjs|cjs|md|sql|css|html|sh|ya?ml|graphql)$|^\.ci\//;
const generated = /^schema\/(graphs\/|supergraph\.graphql$)/;

/** A file that does not fit into a head is split by noun. A line counts once for each 110 columns that it fills. */
export const sizes = textCheck({
  name: 'small files',
  covers: (path) => handWritten.test(path) && !generated.test(path),
  faultsIn({ path, text }) {
    const lines = text.trimEnd().split('\n');
    const filled = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    if (filled <= mostLines) return [];
    return [`${path}: ${filled} lines at ${columns} columns; ${mostLines} is the most`];
  },
});
