import { json, type Route } from '@learnova/platform/route';
import { publicKeys } from '../settings.ts';

/** The keys that verify this deployment's tokens (RFC 7517), at `/-/users/jwks`. For anybody. */
export const jwks: Route = {
  method: 'GET',
  path: 'jwks',
  reach: 'public',
  answer: async (request) => json(await publicKeys(request)),
};
