import { counter, type Registry } from '@learnova/platform/metrics';
import type { GraphQLError } from 'graphql';
import { codeOf } from './errors.ts';

/** Counts errors by their codes, and hands them on: whoever refuses something to a client says it through this. */
export type Told = <T extends readonly GraphQLError[]>(errors: T) => T;

export function toldIn(metrics: Registry): Told {
  const told = counter(metrics, 'gateway_errors_total', 'Errors told to clients', ['code']);
  return (errors) => {
    for (const error of errors) told.inc({ code: String(codeOf(error) ?? 'none') });
    return errors;
  };
}
