import { serviceNames } from '@learnova/schema/services';

/** The packages that run, by the names of their images. */
export const runningPackages: Readonly<Record<string, string>> = {
  gateway: 'gateway',
  workers: 'workers',
  ...Object.fromEntries(serviceNames.map((name) => [name, `subgraphs/${name}`])),
};

/** Those in which the gateway's query planner comes along. */
const elastic = new Set(['gateway', 'tools']);

/**
 * The text of `docker-bake.json`: an image for each process, and `tools`. Away from GitHub's runners a cache of type `gha` is
 * passed over, and the builder's own serves.
 */
export function bakeFile(version: string): string {
  const names = [...Object.keys(runningPackages), 'tools'];
  const bake = {
    variable: {
      REGISTRY: { default: 'localhost' },
      TAG: { default: 'dev' },
      VERSION: { default: version },
      SOURCE: { default: '' },
    },
    group: { default: { targets: names } },
    target: Object.fromEntries(names.map((name) => [name, targetOf(name)])),
  };
  return `${JSON.stringify(bake, null, 2)}\n`;
}

function targetOf(name: string) {
  const folder = runningPackages[name];
  return {
    context: '.',
    dockerfile: 'Dockerfile',
    target: folder ? 'service' : name,
    args: {
      ...(folder && { PACKAGE: folder }),
      VERSION: variable('VERSION'),
      REVISION: variable('TAG'),
      SOURCE: variable('SOURCE'),
      LICENSES: elastic.has(name) ? 'MIT AND Elastic-2.0' : 'MIT',
    },
    tags: [`${variable('REGISTRY')}/learnova-${name}:${variable('TAG')}`],
    'cache-from': [`type=gha,scope=learnova-${name}`],
    'cache-to': [`type=gha,scope=learnova-${name},mode=max`],
  };
}

function variable(name: string): string {
  return `\${${name}}`;
}
