import { readFileSync } from 'node:fs';
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

/**
 * Reads a model from the environment, which nothing else in the system touches. Any variable may come from a file instead, whose
 * path `<NAME>_FILE` holds: so secrets need not stand in the environment. All faults are told at once.
 */
export function readConfig<M extends z.ZodObject>(
  model: M,
  environment: Environment = process.env,
): z.infer<M> {
  const faults: string[] = [];
  const given: Record<string, string | undefined> = {};
  for (const name of Object.keys(model.shape)) {
    try {
      given[name] = givenValue(name, environment);
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  const result = model.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(({ path: [name = ''], message }) => {
      return `${String(name)}: ${given[String(name)] ? message : 'missing'}`;
    }),
  );
}

/** @throws an error whose message is a line of a ConfigurationError; of a file's content nothing is told */
function givenValue(name: string, environment: Environment): string | undefined {
  const value = environment[name] || undefined;
  const path = environment[`${name}_FILE`];
  if (!path) return value;
  if (value) throw new Error(`${name}: set it or ${name}_FILE, not both`);
  return contentOf(path, `${name}_FILE`);
}

function contentOf(path: string, variable: string): string {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').trimEnd();
  } catch (error) {
    throw new Error(`${variable}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (content === '') throw new Error(`${variable}: ${path} is empty`);
  return content;
}

/** The environment with values of one's own: where it names a file for one of these, the value stands all the same. */
export function withOwn<Own extends Environment>(environment: Environment, own: Own): Environment & Own {
  const named = new Set(Object.keys(own).map((name) => `${name}_FILE`));
  return { ...Object.fromEntries(Object.entries(environment).filter(([name]) => !named.has(name))), ...own };
}

/** URLs in one variable, separated by commas; none where nothing is said. */
export const urlList = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(z.url()));

/** A number in an environment variable: milliseconds, a port, a count. */
export function wholeNumber(fallback: number, description: string) {
  return z.coerce.number().int().nonnegative().default(fallback).describe(description);
}
