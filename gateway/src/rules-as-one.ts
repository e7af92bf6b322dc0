import {
  type ASTNode,
  type ASTVisitor,
  BREAK,
  getEnterLeaveForKind,
  Kind,
  type ValidationRule,
} from 'graphql';

type Visit = NonNullable<ReturnType<typeof getEnterLeaveForKind>['enter']>;
type Visited = Parameters<Visit>;

/** What the rules do at nodes of one kind, in the order of the rules. */
interface AtKind {
  readonly enter: [rule: number, visit: Visit][];
  /** Of every rule that may look away at such a node, so that it looks again when the node is left. */
  readonly leave: [rule: number, visit: Visit | undefined][];
}

const everyKind = Object.values(Kind);

/**
 * Rules as one rule that finds the same faults in the same order. `validate` asks every rule that it is given at every node whether there is
 * something to do, and prepares for all kinds of nodes that there are: half of what it takes to validate a query.
 * @param rules such as find faults, and change nothing in the document
 */
export function asOne(rules: readonly ValidationRule[]): ValidationRule {
  return (context) => {
    const kinds = new Map<Kind, AtKind>();
    for (const [rule, visitor] of rules.map((one) => one(context)).entries()) {
      for (const kind of kindsOf(visitor)) {
        const { enter, leave } = getEnterLeaveForKind(visitor, kind);
        const at = kinds.get(kind) ?? { enter: [], leave: [] };
        kinds.set(kind, at);
        if (enter) at.enter.push([rule, enter.bind(visitor)]);
        at.leave.push([rule, leave?.bind(visitor)]);
      }
    }
    return together(kinds);
  };
}

/** Those at which it has something to do. */
function kindsOf(visitor: ASTVisitor): readonly Kind[] {
  const isForAll = 'enter' in visitor || 'leave' in visitor;
  return isForAll ? everyKind : (Object.keys(visitor) as Kind[]);
}

/** Each as if it were alone: it sees nothing below a node at which it said `false`, and nothing more once it said `BREAK`. */
function together(kinds: ReadonlyMap<Kind, AtKind>): ASTVisitor {
  const away = new Map<number, ASTNode | typeof BREAK>();
  const visitor: { [kind in Kind]?: { enter(...args: Visited): void; leave(...args: Visited): void } } = {};
  for (const [kind, { enter, leave }] of kinds)
    visitor[kind] = {
      enter(...args) {
        for (const [rule, visit] of enter) {
          if (away.has(rule)) continue;
          const said: unknown = visit(...args);
          if (said === false) away.set(rule, args[0]);
          else if (said === BREAK) away.set(rule, BREAK);
        }
      },
      leave(...args) {
        for (const [rule, visit] of leave) {
          if (!away.has(rule)) {
            if (visit?.(...args) === BREAK) away.set(rule, BREAK);
          } else if (away.get(rule) === args[0]) away.delete(rule);
        }
      },
    };
  return visitor as ASTVisitor;
}
