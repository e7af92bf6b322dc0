import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Any of the whole numbers below `count`. */
export type Choose = (count: number) => number;

export interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

interface Fragment {
  readonly name: string;
  readonly type: string;
  text: string;
}

/** Response keys that objects inherit something under, and such as the gateway itself needs. */
const oddKeys = ['constructor', 'toString', '__proto__', 'valueOf'];

/** A random operation that the schema allows: the same choices make the same operation. */
export class OperationMaker {
  readonly #schema: GraphQLSchema;
  readonly #choose: Choose;
  readonly #variables = new Map<string, { type: string; default: string; value: unknown }>();
  readonly #fragments: Fragment[] = [];
  /** Arguments of a field by its response key: one key must mean one thing wherever it stands. */
  readonly #meanings = new Map<string, string>();
  #left: number;

  /** @param size fields, roughly */
  constructor(schema: GraphQLSchema, choose: Choose, size: number) {
    this.#schema = schema;
    this.#choose = choose;
    this.#left = size;
  }

  make(kind: 'query' | 'mutation' | 'subscription'): Asked {
    const type = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[kind];
    const root = kind === 'subscription' ? this.#rootField(type) : this.#selections(this.#type(type), 5);
    const declared = [...this.#variables].map(
      ([name, variable]) => `$${name}: ${variable.type}${variable.default}`,
    );
    const variables: Record<string, unknown> = {};
    for (const [name, { value }] of this.#variables) if (value !== undefined) variables[name] = value;
    const head = `${kind} Random${declared.length > 0 ? `(${declared.join(' ')})` : ''}`;
    const fragments = this.#fragments.map(({ name, type: on, text }) => `fragment ${name} on ${on} ${text}`);
    return { query: [`${head} ${root}`, ...fragments].join('\n'), variables };
  }

  #rootField(type: string): string {
    const [field] = Object.values((this.#type(type) as { getFields(): object }).getFields()) as GraphQLField<
      unknown,
      unknown
    >[];
    return `{ ${field ? this.#field(field, 5, false) : ''} }`;
  }

  #type(name: string): GraphQLNamedType {
    const type = this.#schema.getType(name);
    if (!type) throw new Error(`no type ${name}`);
    return type;
  }

  #chance(percent: number): boolean {
    return this.#choose(100) < percent;
  }

  #one<T>(of: readonly T[]): T {
    const chosen = of[this.#choose(of.length)];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  }

  #selections(type: GraphQLNamedType, depth: number): string {
    const count = 1 + this.#choose(5);
    const made = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${made.filter(Boolean).join(' ') || '__typename'} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    this.#left -= 1;
    if (isAbstractType(type) || this.#chance(15)) {
      if (isUnionType(type) || this.#chance(60)) return this.#fragment(type, depth);
    }
    if (isUnionType(type) || this.#chance(6))
      return `${this.#one(['', 'what: ', 'kind: ', '__proto__: '])}__typename`.replace('kind: ', 'sort: ');
    const fields = Object.values((type as { getFields(): object }).getFields()) as GraphQLField<
      unknown,
      unknown
    >[];
    const isDeep = depth <= 0 || this.#left <= 0;
    const open = fields.filter((field) => !isDeep || !isCompositeType(getNamedType(field.type)));
    if (open.length === 0) return '__typename';
    return this.#field(this.#one(open), depth, true);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, mayBeLeftOut: boolean): string {
    const named = getNamedType(field.type);
    const key = this.#chance(25) ? this.#alias(field, named) : field.name;
    const args = this.#argumentsFor(key, field);
    const below = isCompositeType(named) ? ` ${this.#selections(named, depth - 1)}` : '';
    const alias = key === field.name ? '' : `${key}: `;
    return `${alias}${field.name}${args}${mayBeLeftOut ? this.#directives() : ''}${below}`;
  }

  /** Keys say which field they stand for, so that no two types give one key to fields of different shapes. */
  #alias({ name, type }: GraphQLField<unknown, unknown>, named: GraphQLNamedType): string {
    if (String(type) === 'String' && this.#chance(40)) return this.#one(oddKeys);
    return `${name}${isCompositeType(named) ? '_of' : '_'}${this.#choose(2)}`;
  }

  #argumentsFor(key: string, { name, args }: GraphQLField<unknown, unknown>): string {
    const meaning = `${key} ${name}`;
    const known = this.#meanings.get(meaning);
    if (known !== undefined) return known;
    const given = args
      .filter((argument) => isNonNullType(argument.type) || this.#chance(60))
      .map((argument) => `${argument.name}: ${this.#value(argument)}`);
    const text = given.length > 0 ? `(${given.join(' ')})` : '';
    this.#meanings.set(meaning, text);
    return text;
  }

  #value({ name, type }: GraphQLArgument): string {
    const value = this.#example(name, type);
    if (!this.#chance(50))
      return isEnumType(getNamedType(type)) && typeof value === 'string' ? value : JSON.stringify(value);
    const variable = `v${this.#variables.size}`;
    this.#variables.set(variable, { type: String(type), default: '', value });
    return `$${variable}`;
  }

  #example(name: string, type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.#example(name, type.ofType);
    if (isListType(type)) return this.#chance(30) ? [] : ['p1', 'p3', 'none', 'p1'].slice(this.#choose(3));
    if (isEnumType(type)) return this.#one(type.getValues()).name;
    switch (String(type)) {
      case 'Int':
        return this.#choose(4);
      case 'Boolean':
        return this.#chance(50);
      case 'ID':
        return this.#one(['w1', 'w2', 'w3', 'p1', 'p3', 'x', 'none']);
      default:
        return this.#one(['one', 'two']);
    }
  }

  #directives(): string {
    if (!this.#chance(18)) return '';
    const name = this.#one(['skip', 'include']);
    if (this.#chance(25)) return ` @${name}(if: ${this.#chance(50)})`;
    const variable = `flag${this.#choose(3)}`;
    if (!this.#variables.has(variable)) {
      const standard = this.#chance(40) ? ` = ${this.#chance(50)}` : '';
      const isSent = standard === '' || this.#chance(50);
      this.#variables.set(variable, {
        type: standard ? 'Boolean' : 'Boolean!',
        default: standard,
        value: isSent ? this.#chance(50) : undefined,
      });
    }
    return ` @${name}(if: $${variable})`;
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    if (depth <= 0 || this.#left <= 0) return '__typename';
    const fitting = this.#fragments.filter(
      (fragment) => fragment.text && this.#mayStandIn(type, this.#type(fragment.type)),
    );
    if (fitting.length > 0 && this.#chance(30)) return `...${this.#one(fitting).name}${this.#directives()}`;
    const condition = this.#condition(type);
    if (this.#chance(30)) {
      const fragment: Fragment = { name: `f${this.#fragments.length}`, type: condition.name, text: '' };
      this.#fragments.push(fragment);
      fragment.text = this.#selections(condition, depth - 1);
      return `...${fragment.name}${this.#directives()}`;
    }
    const on = condition.name === type.name && this.#chance(40) ? '' : ` on ${condition.name}`;
    return `...${on}${this.#directives()} ${this.#selections(condition, depth - 1)}`;
  }

  #condition(type: GraphQLNamedType): GraphQLNamedType {
    const all = Object.values(this.#schema.getTypeMap()).filter(
      (other) => isCompositeType(other) && !other.name.startsWith('__') && this.#mayStandIn(type, other),
    );
    return this.#one(all);
  }

  /** Whether a fragment on another type may stand where a type is: an object can be of both. */
  #mayStandIn(type: GraphQLNamedType, other: GraphQLNamedType): boolean {
    // The planner fails over a union inside an interface that some service knows as @interfaceObject.
    if (isUnionType(other) && !isUnionType(type)) return false;
    const possible = this.#possible(other);
    return this.#possible(type).some((name) => possible.includes(name));
  }

  #possible(type: GraphQLNamedType): string[] {
    if (isObjectType(type)) return [type.name];
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [];
  }
}
