import type { GraphQLFormattedError } from 'graphql';
import type { GraphQLAnswer, GraphQLBody } from '../endpoint.ts';
import type { Asking } from './asking.ts';
import type { EntityFetch } from './entities.ts';
import type { MergedDocuments } from './merged-documents.ts';
import type { Place } from './positions.ts';
import { Question } from './question.ts';

interface Turn {
  readonly questions: Map<string, Question>;
  readonly done: Promise<void>;
}

/**
 * What an execution asks services about entities. Everything that goes to one service in the same turn of the event loop goes as
 * one request, in which each entity stands once, wherever in the plan it is needed.
 */
export class EntityRequests {
  readonly #asking: Asking;
  readonly #documents: MergedDocuments;
  readonly #turns = new Map<string, Turn>();

  constructor(asking: Asking, documents: MergedDocuments) {
    this.#asking = asking;
    this.#documents = documents;
  }

  /** Resolves when what is known of the entities at a place was written. Never rejects. */
  ask(fetch: EntityFetch, place: Place): Promise<void> {
    const { questions, done } = this.#turnOf(fetch.node.serviceName);
    let question = questions.get(fetch.question);
    if (!question) {
      question = new Question(fetch);
      questions.set(fetch.question, question);
    }
    question.add(fetch, place);
    return done;
  }

  #turnOf(service: string): Turn {
    const known = this.#turns.get(service);
    if (known) return known;
    const questions = new Map<string, Question>();
    const done = new Promise<void>((resolve) => {
      setImmediate(() => {
        this.#turns.delete(service);
        this.#send(
          service,
          [...questions.values()].filter(({ representations }) => representations.length > 0),
        )
          .catch((error: unknown) => this.#asking.fail(error))
          .then(resolve, resolve);
      });
    });
    const turn = { questions, done };
    this.#turns.set(service, turn);
    return turn;
  }

  async #send(service: string, questions: readonly Question[]): Promise<void> {
    if (questions.length < 2) return this.#sendAlone(service, questions);
    const { query, operationName, parts } = this.#documents.of(questions.map(({ fetch }) => fetch));
    const variables = this.#asking.variablesOf(questions.flatMap(usages));
    for (const [index, { representations }] of questions.entries())
      variables[parts[index]?.variable ?? ''] = representations;
    const answer = await this.#ask(service, questions, { query, operationName, variables });
    if (!answer) return;
    // A question that fails as a whole takes the others along. Apart, each has the answer that it would have had.
    if (!answer.data) return this.#sendAlone(service, questions);
    const keys = parts.map(({ alias }) => alias);
    this.#tellErrors(service, questions, keys, answer);
    for (const [index, question] of questions.entries())
      this.#deliver(question, answer.data[keys[index] ?? '']);
  }

  async #sendAlone(service: string, questions: readonly Question[]): Promise<void> {
    const all = questions.map(async (question) => {
      const { operation: query, operationName } = question.fetch.node;
      const variables = this.#asking.variablesOf(usages(question));
      variables.representations = question.representations;
      const answer = await this.#ask(service, [question], { query, operationName, variables });
      if (!answer) return;
      this.#tellErrors(service, [question], ['_entities'], answer);
      if (answer.data) this.#deliver(question, answer.data._entities);
    });
    await Promise.all(all);
  }

  /** Undefined where there is no answer: what is missing by that is told. */
  #ask(service: string, questions: readonly Question[], body: GraphQLBody) {
    return this.#asking.ask(service, body, (error) => this.#lose(service, questions, error));
  }

  #lose(service: string, questions: readonly Question[], error: GraphQLFormattedError): void {
    const receivers = questions.flatMap((question) => question.receivers);
    const asking = this.#asking;
    const paths = {
      *[Symbol.iterator]() {
        for (const one of receivers) yield* one.paths(asking);
      },
    };
    asking.lose({ service, error, paths });
  }

  #tellErrors(
    service: string,
    questions: readonly Question[],
    keys: readonly string[],
    { data, errors = [] }: GraphQLAnswer,
  ): void {
    for (const error of errors) {
      const [key, index, ...rest] = error.path ?? [];
      const question = questions[keys.indexOf(String(key))];
      if (!data && !error.path) this.#lose(service, questions, error);
      else if (!question || typeof index !== 'number') this.#asking.tell(service, error, undefined);
      else for (const receivers of question.receivers) receivers.tell(this.#asking, index, error, rest);
    }
  }

  #deliver(question: Question, entities: unknown): void {
    const { fetch, representations } = question;
    const { serviceName } = fetch.node;
    if (!Array.isArray(entities) || entities.length !== representations.length) {
      const fault = new Error(
        `${serviceName} was asked for ${representations.length} entities and answers otherwise`,
      );
      this.#asking.fail(fault);
      return;
    }
    question.deliver(entities);
  }
}

function usages({ fetch }: Question): readonly string[] {
  return fetch.node.variableUsages ?? [];
}
