// node scripts/complete-lock.mjs
//
// npm leaves a platform's package out of package-lock.json when the registry that it asks does not carry it, and `npm ci`
// then refuses the lock everywhere. This adds the missing optional packages at the exact version that the package which
// wants them names, with the platform that stands in their names, and without an integrity hash: none was read.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
const systems = new Set(['android', 'darwin', 'linux', 'win32', 'freebsd', 'openharmony']);
const processor = /^(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64)$/;
let added = 0;

for (const [from, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(from, name)) continue;
    packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b, 'en'))),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages added`);

/** Whether a package finds another one, in its own folder or in one above. */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const parts = name.replace(/^@[^/]+\//, '').split('-');
  const os = parts.find((part) => systems.has(part));
  const cpu = parts.find((part) => processor.test(part));
  const libc =
    os !== 'linux'
      ? undefined
      : parts.some((p) => /musl/.test(p))
        ? 'musl'
        : parts.some((p) => /gnu/.test(p))
          ? 'glibc'
          : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}
