// Runs TypeScript as it stands: swc strips types and keeps decorator metadata, which type-graphql and MikroORM read.
// Compiled text is kept under node_modules/.cache, named by a hash of the source and the options.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { swcOptions } from './swc-options.mjs';

const cache = new URL('../node_modules/.cache/learnova-swc/', import.meta.url);
const options = JSON.stringify(swcOptions);
let swc;

/** The compiled text of a file: the kept one, or made now. */
export function compile(url, source) {
  const name = createHash('sha256').update(options).update(url).update(source).digest('hex');
  const file = new URL(`${name}.js`, cache);
  let kept;
  if (allowed(() => (kept = readFileSync(file, 'utf8')))) return kept;
  swc ??= createRequire(import.meta.url)('@swc/core');
  const { code } = swc.transformSync(source, {
    ...swcOptions,
    filename: fileURLToPath(url),
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  allowed(() => {
    mkdirSync(cache, { recursive: true });
    const partial = new URL(`${name}.${process.pid}`, cache);
    writeFileSync(partial, code);
    renameSync(partial, file);
  });
  return code;
}

/** False for what is not there, or belongs to another user: it is compiled anew each time then. */
function allowed(action) {
  try {
    action();
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'EROFS'].includes(error.code)) return false;
    throw error;
  }
}

// What V8 makes of each file is kept beside them: a process starts in three quarters of the time.
enableCompileCache(fileURLToPath(new URL('../learnova-v8/', cache)));

const folderOf = (url) => url.slice(0, url.lastIndexOf('/'));

/** What a package's name led to, by the folder that it was named in: packages do not come or go while a process runs. */
const found = new Map();

function findPackage(specifier, context, nextResolve) {
  const { parentURL = '', conditions } = context;
  const key = `${conditions.includes('import')} ${specifier} ${folderOf(parentURL)}`;
  const known = found.get(key) ?? nextResolve(specifier, context);
  found.set(key, known);
  return { ...known, shortCircuit: true };
}

/** Whether a `.js` of a folder is a module: the nearest package.json says so. */
const modules = new Map([['file://', false]]);

function holdsModules(folder) {
  let text;
  const says = () => (text = readFileSync(new URL(`${folder}/package.json`), 'utf8'));
  if (!modules.has(folder))
    modules.set(folder, allowed(says) ? JSON.parse(text).type === 'module' : holdsModules(folderOf(folder)));
  return modules.get(folder);
}

/** Of what is imported, not required, the ending tells, or the folder. */
function isModule(url, { conditions }) {
  if (url.endsWith('.ts') || url.endsWith('.mjs')) return true;
  return url.endsWith('.js') && conditions.includes('import') && holdsModules(folderOf(url));
}

registerHooks({
  // What a file names by its place is there: looking for it in four ways takes half of what loading takes.
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith('.')) return findPackage(specifier, context, nextResolve);
    const { href: url } = new URL(specifier, context.parentURL);
    if (!isModule(url, context)) return nextResolve(specifier, context);
    return { url, format: 'module', shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    return { format: 'module', source: compile(url, source), shortCircuit: true };
  },
});
