import { unauthenticated } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { json, type Route } from '@learnova/platform/route';
import { issuer } from '@learnova/schema/claims';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { currentKey, keysOf } from '../settings.ts';
import { signServiceToken } from './tokens.ts';

const body = z.object({ assertion: z.string() });
const serviceName = z.enum(serviceNames as [ServiceName, ...ServiceName[]]);

/**
 * A five-minute token for the service that signed the assertion with its own key (`private_key_jwt`, RFC 7523). The
 * assertion is at most a minute old; sent again within it, it yields a token for the same service, and no more.
 */
export const serviceToken: Route = {
  method: 'POST',
  path: 'service-token',
  reach: 'internal',
  answer: async (request, call) => {
    const { assertion } = body.parse(JSON.parse(new TextDecoder().decode(call.body)));
    const service = await serviceBehind(request, assertion);
    const { token } = await signServiceToken(await currentKey(request), service);
    return json({ token });
  },
};

/** The claim names the service, and only that service's keys may prove it. Throws UNAUTHENTICATED. */
async function serviceBehind(request: Request, assertion: string): Promise<ServiceName> {
  try {
    const claimed = serviceName.parse(decodeJwt(assertion).sub);
    const keys = createLocalJWKSet(await keysOf(request, claimed));
    await jwtVerify(assertion, keys, {
      subject: claimed,
      issuer: claimed,
      audience: issuer,
      algorithms: ['EdDSA'],
      maxTokenAge: '60s',
      clockTolerance: '5s',
    });
    return claimed;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
      throw unauthenticated('This assertion proves no service: sign it with the key that users knows.');
    }
    throw error;
  }
}
