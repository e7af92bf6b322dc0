import { execute, parse } from 'graphql';
import { serveFromMemory } from './from-memory.ts';
import { schemas } from './graph.ts';

/** The shop's services. */
const served = schemas();

serveFromMemory(async (name, text) => {
  const { query, variables, operationName } = JSON.parse(text) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  const schema = served.get(name);
  if (!schema) throw new Error(`there is no service ${name}`);
  const document = parse(query);
  return JSON.stringify(await execute({ schema, document, variableValues: variables, operationName }));
});
