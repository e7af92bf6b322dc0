import { serviceNames, services } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { jsonOf, type Package, packageFolders, pathsOf, type TsConfig, textOf } from './repository.ts';

const folders = pathsOf('subgraphs/*/package.json').map((path) => path.split('/')[1]);
const sorted = serviceNames.toSorted();

describe('the table of services', () => {
  it('names the folders under subgraphs, and each holds the package of its name', () => {
    expect(folders).toEqual(sorted);
    for (const name of serviceNames) {
      expect(jsonOf<Package>(`subgraphs/${name}/package.json`).name).toBe(`@learnova/${name}`);
    }
  });

  it('names the subgraphs that workers run', () => {
    expect(subgraphs.map(({ name }) => name).toSorted()).toEqual(sorted);
    expect(Object.keys(jsonOf<Package>('workers/package.json').dependencies ?? {})).toEqual(
      expect.arrayContaining(sorted.map((name) => `@learnova/${name}`)),
    );
  });

  it('names the graphs of the supergraph and their addresses', () => {
    const joined = [
      ...textOf('schema/supergraph.graphql').matchAll(/@join__graph\(name: "(\w+)", url: "([^"]+)"\)/g),
    ];
    const expected = sorted.map((name) => [name, `http://127.0.0.1:${services[name].port}/graphql`]);
    expect(joined.map(([, name, url]) => [name, url]).toSorted()).toEqual(expected);
    expect(pathsOf('schema/graphs/*.graphql')).toEqual(sorted.map((name) => `schema/graphs/${name}.graphql`));
  });

  it('gives each service a port of its own', () => {
    const ports = Object.values(services).map(({ port }) => port);
    expect(new Set(ports).size).toBe(ports.length);
  });
});

describe('the build', () => {
  it('knows every package', () => {
    const built = jsonOf<TsConfig>('tsconfig.json').references.map(({ path }) => path);
    expect(built.toSorted()).toEqual(
      [...packageFolders().filter((folder) => folder !== '.'), 'tests', 'k6'].toSorted(),
    );
  });

  it('has all packages built before the tests', () => {
    const built = jsonOf<TsConfig>('tests/tsconfig.json').references.map(({ path }) =>
      path.replace('../', ''),
    );
    expect(built.toSorted()).toEqual(
      packageFolders()
        .filter((folder) => folder !== '.')
        .toSorted(),
    );
  });

  it('builds before a package just those of ours that it depends on', () => {
    const folderOf = new Map(
      packageFolders().map((folder) => [jsonOf<Package>(`${folder}/package.json`).name, folder]),
    );
    for (const folder of packageFolders().filter((path) => path !== '.')) {
      const { dependencies = {} } = jsonOf<Package>(`${folder}/package.json`);
      const up = folder.replaceAll(/[^/]+/g, '..');
      const ours = Object.keys(dependencies).flatMap((name) => folderOf.get(name) ?? []);
      const { references } = jsonOf<TsConfig>(`${folder}/tsconfig.json`);
      expect([folder, ...references.map(({ path }) => path).toSorted()]).toEqual([
        folder,
        ...ours.map((path) => `${up}/${path}`).toSorted(),
      ]);
    }
  });
});
