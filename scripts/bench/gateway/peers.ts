import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What others serve a federated graph with in Node: too much to install for everybody who wants to start the system. */
const packages = [
  '@apollo/gateway@2.14.4',
  '@apollo/server@5.5.1',
  '@graphql-hive/gateway-runtime@2.12.1',
  '@graphql-hive/router-runtime@1.4.23',
  '@graphql-mesh/transport-http@1.2.1',
  'graphql@16.15.0',
];

const folder = fileURLToPath(new URL('../../../.learnova/bench-peers/', import.meta.url));

/** Installs them from npm beside the data of this checkout, once. Rejects when npm cannot. @returns where their programs are */
export async function installPeers(say: (text: string) => void): Promise<string> {
  await mkdir(folder, { recursive: true });
  const stamp = join(folder, 'installed.txt');
  const wanted = packages.join('\n');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== wanted) {
    say('installing Apollo Server and Hive Gateway from npm: 160 MB under .learnova/bench-peers ...');
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const flags = ['install', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    const npm = spawn('npm', [...flags, ...packages], { cwd: folder, stdio: 'ignore' });
    const [code] = (await once(npm, 'close')) as [number | null];
    if (code !== 0) throw new Error(`npm cannot install what is compared: exit code ${code}`);
    await writeFile(stamp, wanted);
  }
  for (const name of ['stock.peer.mjs', 'hive.peer.mjs'])
    await copyFile(new URL(name, import.meta.url), join(folder, name));
  return folder;
}
