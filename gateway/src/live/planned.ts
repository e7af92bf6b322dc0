import type { Operation } from '../documents.ts';
import type { Generation } from '../generation.ts';
import type { Timeouts } from '../options.ts';
import { Owner } from './owner.ts';
import { planSubscription, type SubscriptionPlan } from './plans.ts';

/** A client's subscription by the supergraph of one generation. */
export class Planned {
  readonly generation: Generation;
  readonly plan: SubscriptionPlan;
  readonly owner: Owner;
  /** What is watched, and by which supergraph: the document, the variables. */
  readonly key: string;
  readonly #operation: Operation;
  readonly #timeouts: Timeouts;

  /** Throws when it cannot be planned. */
  constructor(generation: Generation, operation: Operation, timeouts: Timeouts) {
    this.generation = generation;
    this.#operation = operation;
    this.#timeouts = timeouts;
    this.plan = planSubscription(generation.supergraph, operation);
    this.owner = new Owner(this.plan, timeouts);
    const { hash, operationName, variables } = operation;
    this.key = JSON.stringify([generation.number, hash, operationName, variables]);
  }

  /** The same by another generation; undefined where it is not valid, or cannot be planned. */
  over(generation: Generation, failed: (error: unknown) => void): Planned | undefined {
    const operation = generation.documents.again(this.#operation);
    if (!('document' in operation)) return undefined;
    try {
      return new Planned(generation, operation, this.#timeouts);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }
}
