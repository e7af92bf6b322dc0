import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import {
  type ASTVisitor,
  BREAK,
  buildSchema,
  type DocumentNode,
  Kind,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { asOne } from '../src/rules-as-one.ts';
import { type Choose, OperationMaker } from './gallery/operations.ts';
import { supergraphSdl } from './gallery/schemas.ts';

const schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();

const words = /"(?:\\.|[^"\\])*"|\.\.\.|[\w$@]+|[^\s,]/g;
const isName = (word: string) => /^[a-z_]\w*$/i.test(word) && word !== 'on' && word !== 'query';
/** What may come after a name, or instead of it, in many places. */
const strangers = [
  ...['x', '__typename', '__schema', 'Query', 'constructor', 'x: id', 'x { id }', 'x(x: 1, x: 2)'],
  ...[
    'x @skip(if: true)',
    'x @skip(if: $x)',
    'x @include',
    'x @include(if: true) @include(if: 3)',
    'x @nobody',
  ],
  ...[
    '...F',
    '...F1',
    '... on Query { __typename }',
    '... on Nobody { x }',
    'id id: __typename',
    'x(x: { a: 1, a: 2 })',
  ],
];

/** A random operation in which others stand for some of the names; undefined where that is no document. */
function documentOf(choose: Choose): DocumentNode | undefined {
  const text = new OperationMaker(schema, choose, 1 + choose(25)).make('query').query;
  const found = text.match(words) ?? [];
  const places = found.flatMap((word, place) => (isName(word) ? [place] : []));
  const names = places.map((place) => found[place] ?? '');
  for (let left = choose(9); left > 0; left -= 1) {
    const others = choose(2) === 0 ? strangers : names;
    found[places[choose(places.length)] ?? 0] = others[choose(others.length)] ?? '';
  }
  try {
    return parse(found.join(' '));
  } catch {
    return undefined;
  }
}

const found = (rules: readonly ValidationRule[], document: DocumentNode, maxErrors: number) =>
  validate(schema, document, rules, { maxErrors }).map((error) => error.toJSON());

test('finds what the rules find each by itself, in their order', () => {
  const kinds = new Map<number, number>();
  fc.assert(
    fc.property(fc.gen(), (generated) => {
      const choose: Choose = (count) => generated(fc.nat, count - 1);
      const document = documentOf(choose);
      fc.pre(document !== undefined);
      const maxErrors = 1 + choose(5);
      const wanted = found(specifiedRules, document, maxErrors);
      expect(found([asOne(specifiedRules)], document, maxErrors)).toEqual(wanted);
      kinds.set(wanted.length, (kinds.get(wanted.length) ?? 0) + 1);
    }),
    { numRuns: 500, seed: 5 },
  );
  // Documents without a fault and with as many as are told, and with more.
  expect([...kinds.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

/** Tells what a rule sees, and says what the rule is to say. */
type See = (text: string, said?: unknown) => unknown;

const onlookers: Readonly<Record<string, (see: See) => ASTVisitor>> = {
  'skips b': (see) => ({
    [Kind.FIELD]: {
      enter: ({ name }) => see(`into ${name.value}`, name.value === 'b' ? false : undefined),
      leave: ({ name }) => see(`out of ${name.value}`),
    },
  }),
  'looks away from b, and at fragments': (see) => ({
    [Kind.FIELD]: ({ name }) => see(name.value, name.value === 'b' ? false : undefined),
    [Kind.INLINE_FRAGMENT]: () => see('a fragment'),
  }),
  'ends at c': (see) => ({
    [Kind.FIELD]: ({ name }) => see(name.value, name.value === 'c' ? BREAK : undefined),
    [Kind.NAME]: { leave: ({ value }) => see(`out of ${value}`) },
  }),
  'ends when it leaves b': (see) => ({
    [Kind.FIELD]: {
      leave: ({ name }) => see(`out of ${name.value}`, name.value === 'b' ? BREAK : undefined),
    },
  }),
  'sees all': (see) => ({ enter: ({ kind }) => see(`into ${kind}`), leave: ({ kind }) => see(kind) }),
  'sees all but of variables': (see) => ({
    enter: ({ kind }) => see(kind),
    [Kind.VARIABLE_DEFINITION]: () => see('a variable', false),
  }),
};

/** What they see of a document, in the order in which they see it. */
function seen(rulesOf: (rules: readonly ValidationRule[]) => readonly ValidationRule[]): string[] {
  const visits: string[] = [];
  const rules = Object.entries(onlookers).map(([name, visitor]) => {
    const see: See = (text, said) => {
      visits.push(`${name}: ${text}`);
      return said;
    };
    return () => visitor(see);
  });
  validate(small, parse('query Q($v: Int) { a { b { c } b { c } } d ... on Query { d } }'), rulesOf(rules));
  return visits;
}

const small = buildSchema('type Query { a: A d: Int } type A { b: B } type B { c: Int }');

test('each looks away from what it does not want to see, and no other with it', () => {
  const wanted = seen((rules) => rules);
  for (const name of Object.keys(onlookers))
    expect(wanted.filter((visit) => visit.startsWith(name)).length).toBeGreaterThan(1);
  expect(seen((rules) => [asOne(rules)])).toEqual(wanted);
});
