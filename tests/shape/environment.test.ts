import { models } from '../../scripts/lib/configuration.ts';
import { pathsOf, textOf } from './repository.ts';

it('every model that a process reads is in .env.example', () => {
  const sources = ['{platform,gateway,workers}/src/**/*.ts', 'scripts/**/*.ts'].flatMap(pathsOf);
  const read = sources
    .filter((path) => !path.includes('/testing/'))
    .flatMap((path) =>
      [...textOf(path).matchAll(/\breadConfig\((\w+)(?=[,)])/g)].map(([, name = '']) => name),
    );
  // `model` is made on the spot: one address a service.
  const unknown = read.filter((name) => name !== 'model' && !(name in models));
  expect([...new Set(unknown)]).toEqual([]);
});
