import type { AskContract } from '@learnova/schema/define';
import type { Request } from '../request.ts';

/** An answered ask. Its handler combines nothing: it never asks in turn, so no two services can wait for each other. */
export interface Answer {
  readonly contract: AskContract<never, unknown>;
  readonly handle: (request: Request, input: unknown) => Promise<unknown>;
}

export function answer<I, O>(
  contract: AskContract<I, O>,
  handle: (request: Request, input: I) => Promise<NoInfer<O>>,
): Answer {
  return {
    contract: contract as unknown as AskContract<never, unknown>,
    handle: async (request, input) =>
      contract.output.parse(await handle(request, contract.input.parse(input))),
  };
}
