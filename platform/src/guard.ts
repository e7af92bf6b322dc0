import type { GraphQLFieldResolver } from 'graphql';
import type { Guard, VisibleKeys } from './policy.ts';
import { forbidden } from './refusal.ts';
import type { Request } from './request.ts';

type Resolver = GraphQLFieldResolver<unknown, Request>;

/** A root field asks its policy first. A mutation begins with a clean unit of work, so a refused one leaves nothing behind. */
export function guardRoot(coordinate: string, policy: Guard, resolve: Resolver): Resolver {
  const isMutation = coordinate.startsWith('Mutation.');
  return async (source, args, request, info) => {
    await policy(request, args);
    if (!isMutation) return resolve(source, args, request, info);
    request.begin(info.fieldName);
    try {
      return await resolve(source, args, request, info);
    } catch (error) {
      request.em.clear();
      throw error;
    }
  };
}

/** A field added to a stub is null with FORBIDDEN where its policy does not admit the key. */
export function guardField(policy: VisibleKeys, resolve: Resolver): Resolver {
  return async (source, args, request, info) => {
    const { id } = source as { id: string };
    if (!(await request.admits(policy, id))) throw forbidden(`You may not read ${info.fieldName} here.`);
    return resolve(source, args, request, info);
  };
}

/** A delivery for which the resolver finds nothing is skipped: the request remembers it, since null may not be allowed. */
export function guardSubscription(resolve: Resolver): Resolver {
  return async (source, args, request, info) => {
    const found = await resolve(source, args, request, info);
    if (found === null || found === undefined) request.skipped = true;
    return found;
  };
}
