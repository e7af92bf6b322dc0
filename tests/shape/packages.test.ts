import { jsonOf, type Package, packageFolders, pathsOf, textOf } from './repository.ts';

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

describe.each(packageFolders())('the package in %s', (folder) => {
  const manifest = jsonOf<Package>(`${folder}/package.json`);

  it('pins every version', () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
    const all = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
      ...overrides,
    });
    expect(all.filter(([, version]) => !exact.test(version))).toEqual([]);
  });

  it('has one version of a dependency with all other packages', () => {
    const others = packageFolders().map((other) => jsonOf<Package>(`${other}/package.json`));
    const differing = Object.entries(manifest.dependencies ?? {}).filter(([name, version]) =>
      others.some((other) => {
        const elsewhere = other.dependencies?.[name] ?? other.devDependencies?.[name];
        return elsewhere !== undefined && elsewhere !== version;
      }),
    );
    expect(differing).toEqual([]);
  });
});

describe.each(pathsOf('subgraphs/*/package.json'))('%s', (path) => {
  it('exports the manifest and nothing else', () => {
    expect(Object.keys(jsonOf<Package>(path).exports ?? {})).toEqual(['.']);
  });
});

describe('the documents', () => {
  it('name only commands that exist', () => {
    const { scripts = {} } = jsonOf<Package>('package.json');
    const named = [
      ...pathsOf('*.md'),
      ...pathsOf('docs/*.md'),
      ...pathsOf('*/README.md'),
      ...pathsOf('subgraphs/*/README.md'),
    ].flatMap((path) =>
      [...textOf(path).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, command = '']) => ({ path, command })),
    );
    expect(named.filter(({ command }) => !(command in scripts))).toEqual([]);
  });

  it('lead only to files that exist', () => {
    const broken = [
      ...pathsOf('*.md'),
      ...pathsOf('docs/*.md'),
      ...pathsOf('*/README.md'),
      ...pathsOf('subgraphs/*/README.md'),
    ].flatMap((path) => {
      const folder = path.split('/').slice(0, -1);
      const links = [...textOf(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
        ([, link = '']) => link,
      );
      return links
        .filter((link) => pathsOf([...folder, link].join('/')).length === 0)
        .map((link) => `${path}: ${link}`);
    });
    expect(broken).toEqual([]);
  });
});
