import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** The spans of this process, as an operator's SDK would get them. Registered once a file; `stop` unregisters it. */
export class Spans {
  readonly #exporter = new InMemorySpanExporter();

  constructor() {
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#exporter)] });
    trace.setGlobalTracerProvider(provider);
    const held = new AsyncLocalStorage<Context>();
    const manager = {
      active: () => held.getStore() ?? ROOT_CONTEXT,
      with: (inside: Context, task: (...given: unknown[]) => unknown, self: unknown, ...given: unknown[]) =>
        held.run(inside, () => task.apply(self, given)),
      bind: <T>(_inside: Context, target: T) => target,
      enable: () => manager,
      disable: () => manager,
    };
    context.setGlobalContextManager(manager as Parameters<typeof context.setGlobalContextManager>[0]);
  }

  /** Those that have ended, in the order of their ends. */
  get all(): readonly ReadableSpan[] {
    return this.#exporter.getFinishedSpans();
  }

  clear(): void {
    this.#exporter.reset();
  }

  stop(): void {
    trace.disable();
    context.disable();
  }

  /** Each with those inside it, as lines: `gateway.request`, `  gateway.validate`. In the order of their beginnings. */
  get tree(): string[] {
    const lines = (parent: string | undefined, depth: number): string[] =>
      this.all
        .filter(({ parentSpanId }) => parentSpanId === parent)
        .sort((one, other) => order(one) - order(other))
        .flatMap((span) => [
          `${'  '.repeat(depth)}${span.name}${span.attributes.service ? ` ${span.attributes.service}` : ''}`,
          ...lines(span.spanContext().spanId, depth + 1),
        ]);
    return lines(undefined, 0);
  }
}

function order({ startTime: [seconds, nanoseconds] }: ReadableSpan): number {
  return (seconds % 1_000_000) * 1e6 + nanoseconds / 1e3;
}
