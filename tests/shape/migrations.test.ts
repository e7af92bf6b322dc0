import { serviceNames } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { pathsOf, textOf } from './repository.ts';

describe.each(subgraphs.map((subgraph) => [subgraph.name, subgraph] as const))(
  'the migrations of %s',
  (name, subgraph) => {
    const files = pathsOf(`subgraphs/${name}/src/migrations/*.ts`);

    it('are listed in the manifest, each file once and in order', () => {
      const written = files.map((path) => path.split('/').at(-1)?.replace(/\.ts$/, ''));
      expect(written.length).toBeGreaterThan(0);
      expect(subgraph.migrations.map((migration) => migration.name)).toEqual(written);
    });

    it('touch no schema of a neighbour', () => {
      // Of `platform` and `extensions` everybody uses functions and types.
      const neighbours = [...serviceNames, 'queue', 'public'].filter((schema) => schema !== name).join('|');
      const qualified = new RegExp(`(?<![\\w.@/])"?(${neighbours})"?\\."?\\w`, 'i');
      const whole = new RegExp(
        `\\bschema\\s+(if\\s+exists\\s+)?"?(${neighbours}|platform|extensions)"?\\b`,
        'i',
      );
      const touching = files.flatMap((path) =>
        textOf(path)
          .split('\n')
          .filter((line) => qualified.test(line) || whole.test(line)),
      );
      expect(touching).toEqual([]);
    });
  },
);
