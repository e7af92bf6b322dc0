// Compiles every source of the workspace into the cache of swc-hooks.mjs: for an image whose programs find no compiler.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from './swc-hooks.mjs';

const root = new URL('../', import.meta.url);
const sources = globSync(
  '{scripts,schema/src,platform/src,gateway/src,workers/src,subgraphs/*/src}/**/*.ts',
  {
    cwd: fileURLToPath(root),
  },
);
for (const path of sources) {
  const url = new URL(path, root);
  compile(url.href, readFileSync(url, 'utf8'));
}
process.stdout.write(`${sources.length} files are compiled.\n`);
