import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { buildGraph } from '@learnova/platform/graph';
import { services } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { parse } from 'graphql';

/**
 * `npm run schema`: prints each subgraph's graph and composes the supergraph; both are committed. `--check` fails on a
 * difference instead of writing. The routes that the gateway forwards are written beside them.
 */
const folder = new URL('../schema/', import.meta.url);
const check = process.argv.includes('--check');
let differences = 0;

await mkdir(new URL('graphs/', folder), { recursive: true });
const graphs = subgraphs.map((subgraph) => ({ subgraph, sdl: buildGraph(subgraph).sdl }));
for (const { subgraph, sdl } of graphs) await keep(`graphs/${subgraph.name}.graphql`, sdl);

const composed = composeServices(
  graphs.map(({ subgraph, sdl }) => ({
    name: subgraph.name,
    url: `http://127.0.0.1:${services[subgraph.name].port}/graphql`,
    typeDefs: parse(sdl),
  })),
);
if (composed.errors) {
  for (const error of composed.errors) console.error(`${error.extensions.code ?? 'ERROR'}: ${error.message}`);
  process.exit(1);
}
// Of several texts composition keeps one, and which is chance: a stub that says less than its owner would hide who may see it.
const twoTexts =
  composed.hints?.filter(({ definition }) => definition.code === 'INCONSISTENT_DESCRIPTION') ?? [];
for (const { message } of twoTexts) console.error(message);
if (twoTexts.length > 0) process.exit(1);
await keep('supergraph.graphql', composed.supergraphSdl);

const routes = subgraphs.flatMap(({ name, routes }) =>
  routes
    .filter((route) => route.reach === 'public')
    .map(({ method, path, bodyBytes }) => ({ service: name, method, path, ...(bodyBytes && { bodyBytes }) })),
);
await keep('routes.json', `${JSON.stringify(routes, null, 2)}\n`);
if (differences > 0) process.exit(1);

async function keep(name: string, text: string): Promise<void> {
  const file = new URL(name, folder);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before === text) return;
  if (check) {
    console.error(
      `schema/${name} is not what the manifests say: run \`npm run schema\` and commit the difference`,
    );
    differences += 1;
    return;
  }
  await writeFile(file, text);
  console.log(`wrote schema/${name}`);
}
