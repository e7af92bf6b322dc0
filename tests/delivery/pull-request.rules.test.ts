import { faultsOfMerge } from '../../scripts/delivery/pull-request/conflict.rules.ts';
import { changesOf, labelsOf } from '../../scripts/delivery/pull-request/labels.rules.ts';
import { extentOf } from '../../scripts/delivery/pull-request/size.rules.ts';
import { faultsOfTitle } from '../../scripts/delivery/pull-request/title.rules.ts';

describe('a title', () => {
  it.each([
    'A fault is armed before the play that must reach it',
    'gateway: bound the sockets of a process and of a person',
    'users: somebody always administers the institution',
    '`npm run ci` plays what stands in ci.yml',
    'Éva’s register is closed',
    'x'.repeat(35).concat(' ', 'y'.repeat(36)).replace(/^x/, 'X'),
  ])('%j is a sentence of the history', (title) => {
    expect(faultsOfTitle(title)).toEqual([]);
  });

  it.each([
    ['', 'is no sentence'],
    ['Fix', 'is no sentence'],
    ['gateway: Fix', 'is no sentence'],
    ['Registers are closed.', 'ends with a dot'],
    ['Registers are closed …', 'ends with a dot'],
    [`Registers ${'are '.repeat(20)}closed`, 'characters; 72 is the most'],
    ['registers are closed', 'begins with a small letter'],
    ['WIP registers are closed', 'says that it is not finished'],
    ['fixup! registers', 'says that it is not finished'],
    [' Registers are closed', 'has spaces'],
    ['Registers  are closed', 'has spaces'],
    ['Registers\nare closed', 'has spaces'],
  ])('%j is refused: %s', (title, sentence) => {
    expect(faultsOfTitle(title).join()).toContain(sentence);
  });
});

describe('the size', () => {
  const file = (filename: string, lines: number) => ({ filename, additions: lines, deletions: 0 });

  it.each([
    [1, 100, 'small'],
    [1, 101, 'medium'],
    [11, 1, 'medium'],
    [1, 501, 'large'],
    [31, 1, 'large'],
    [1, 1_001, 'too large to review'],
    [51, 1, 'too large to review'],
  ])('of %i files with %i lines each is %s', (count, lines, size) => {
    expect(extentOf(Array.from({ length: count }, (_, n) => file(`a${n}.ts`, lines))).size).toBe(size);
  });

  it('counts nothing that programs have written', () => {
    const files = ['package-lock.json', 'schema/supergraph.graphql', 'schema/graphs/users.graphql'];
    expect(extentOf(files.map((name) => file(name, 9_000)))).toEqual({ files: 0, lines: 0, size: 'small' });
  });
});

describe('a merge', () => {
  const patched = (patch: string) => [{ filename: 'a.md', additions: 1, deletions: 0, patch }];
  const mark = (sign: string) => `+${sign.repeat(7)}`;

  it('that GitHub has not looked at is no fault, and one that conflicts is', () => {
    expect(faultsOfMerge(null, [])).toEqual([]);
    expect(faultsOfMerge(true, [])).toEqual([]);
    expect(faultsOfMerge(false, [])).toEqual([expect.stringContaining('conflicts with its base')]);
  });

  it('with the marks of a conflict is a fault; a heading, or marks that it takes out, are none', () => {
    const conflict = [`${mark('<')} HEAD`, '+one', mark('='), '+two', `${mark('>')} other`].join('\n');
    expect(faultsOfMerge(true, patched(conflict))).toEqual(['adds the marks of a conflict to 1 file']);
    expect(faultsOfMerge(true, patched(`+Heading\n${mark('=')}`))).toEqual([]);
    expect(faultsOfMerge(true, patched(conflict.replaceAll(/^\+/gm, '-')))).toEqual([]);
    expect(faultsOfMerge(true, [{ filename: 'a.png', additions: 0, deletions: 0 }])).toEqual([]);
  });
});

describe('labels', () => {
  it('name each area that is touched, once', () => {
    const paths = [
      'subgraphs/users/src/a.ts',
      'subgraphs/users/src/b.ts',
      'schema/src/events/attendance.ts',
      'schema/supergraph.graphql',
      '.github/workflows/ci.yml',
      'Dockerfile',
      'README.md',
      'tests/story/story.test.ts',
    ];
    expect(labelsOf(paths, 'small', false)).toEqual([
      'area: attendance',
      'area: delivery',
      'area: documents',
      'area: graph',
      'area: tests',
      'area: users',
      'size: small',
    ]);
  });

  it('are given where they are missing, taken where they are ours and do not fit, and left where they are people’s', () => {
    expect(changesOf(['area: users', 'conflict', 'urgent'], ['area: users', 'size: small'])).toEqual({
      add: ['size: small'],
      remove: ['conflict'],
    });
  });
});
