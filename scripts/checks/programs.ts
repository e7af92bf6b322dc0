import type { Check } from './check.ts';
import { faultsOf, runScript } from './tools.ts';

/** The committed graphs, supergraph and routes are what the manifests say. */
export const graphs: Check = {
  name: 'graphs and supergraph',
  async run({ fix }) {
    return faultsOf(await runScript('scripts/schema.ts', fix ? [] : ['--check']));
  },
};

/** The migrations make the tables that the entities describe. */
export const migrations: Check = {
  name: 'migrations',
  async run() {
    return faultsOf(await runScript('scripts/migration.ts', ['--check']));
  },
};

/** `.env.example` and `docs/configuration.md` name every variable that is read, with its default. */
export const envExample: Check = {
  name: 'env example',
  async run({ fix }) {
    return faultsOf(await runScript('scripts/env.ts', fix ? [] : ['--check']));
  },
};

/** `docker-bake.json` has a target for each process of the table of services. */
export const bake: Check = {
  name: 'bake file',
  async run({ fix }) {
    return faultsOf(await runScript('scripts/bake.ts', fix ? [] : ['--check']));
  },
};
