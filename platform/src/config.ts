import { z } from 'zod';

/** The environment does not fit a configuration model; `faults` lists every one, a line each. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Environment variables by name. Each model describes its variables; `.env.example` is written from the descriptions. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a model from the environment, which nothing else in the system touches. All faults are told at once. */
export function readConfig<M extends z.ZodObject>(
  model: M,
  environment: Environment = process.env,
): z.infer<M> {
  const known = Object.keys(model.shape).map((name) => [name, environment[name] || undefined]);
  const result = model.safeParse(Object.fromEntries(known));
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(({ path: [name = ''], message }) => {
      return `${String(name)}: ${environment[String(name)] ? message : 'missing'}`;
    }),
  );
}

/** A number in an environment variable: milliseconds, a port, a count. */
export function wholeNumber(fallback: number, description: string) {
  return z.coerce.number().int().nonnegative().default(fallback).describe(description);
}
