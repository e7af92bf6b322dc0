import { setTimeout } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type { Registry };

/** For an answer with one figure: the others are not kept waiting. */
const PATIENCE_MS = 1_000;

/** One registry a process, with the runtime's own figures. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

export function counter<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: L[] = [],
) {
  return (
    (registry.getSingleMetric(name) as Counter<L>) ??
    new Counter({ name, help, labelNames, registers: [registry] })
  );
}

export function gauge<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: L[] = [],
) {
  return (
    (registry.getSingleMetric(name) as Gauge<L>) ??
    new Gauge({ name, help, labelNames, registers: [registry] })
  );
}

/** A figure for each label's value, asked for when the figures are read; none while `ask` rejects or is silent. */
export function asked<L extends string>(
  registry: Registry,
  { name, help, label }: { name: string; help: string; label: L },
  ask: () => Promise<Readonly<Record<string, number>>>,
): void {
  const late = () => setTimeout(PATIENCE_MS, {}, { ref: false });
  new Gauge<L>({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset();
      const found = await Promise.race([ask(), late()]).catch(() => ({}));
      for (const [value, figure] of Object.entries(found)) {
        this.set({ [label]: value } as Record<L, string>, figure);
      }
    },
  });
}

/** Durations in seconds. */
export function seconds<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: L[] = [],
) {
  const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return (
    (registry.getSingleMetric(name) as Histogram<L>) ??
    new Histogram({ name, help, labelNames, buckets, registers: [registry] })
  );
}

/** Amounts of any size, by powers of ten. */
export function amounts<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: L[] = [],
) {
  const buckets = [1, 10, 100, 1_000, 10_000, 100_000];
  return (
    (registry.getSingleMetric(name) as Histogram<L>) ??
    new Histogram({ name, help, labelNames, buckets, registers: [registry] })
  );
}
