import type { Running } from '@learnova/platform/running';
import type { ServiceName } from '@learnova/schema/services';

export interface Counted {
  /** Statements of each service, transaction commands apart. */
  readonly statements: ReadonlyMap<ServiceName, number>;
  readonly asks: number;
  /** By service: `attendance 5, users 1; 4 asks`. */
  readonly text: string;
}

const transactionCommand = /^\s*(begin|start transaction|commit|rollback|savepoint|release)\b/i;

/** Counts the statements of services and what they ask each other, while one thing is done. */
export class StatementCount {
  #byService = new Map<ServiceName, number>();
  #asks = 0;

  readonly onStatement = (service: ServiceName, sql: string): void => {
    if (transactionCommand.test(sql)) return;
    this.#byService.set(service, (this.#byService.get(service) ?? 0) + 1);
  };

  /** Counts what these are asked from now on. */
  watch(running: readonly Running[]): void {
    for (const service of running) {
      const answer = service.answer.bind(service);
      service.answer = (...question) => {
        this.#asks += 1;
        return answer(...question);
      };
    }
  }

  /** What one action takes. Nothing else may go on meanwhile. */
  async of(action: () => Promise<unknown>): Promise<Counted> {
    this.#byService = new Map();
    this.#asks = 0;
    await action();
    const counts = [...this.#byService].sort(([a], [b]) => (a < b ? -1 : 1));
    const services = counts.map(([service, count]) => `${service} ${count}`).join(', ');
    return {
      statements: new Map(counts),
      asks: this.#asks,
      text: `${services} statements; ${this.#asks} asks`,
    };
  }
}
