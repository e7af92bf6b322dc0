import { z } from 'zod';
import { type ServiceName, serviceNames } from './services.ts';

/** Issuer and audiences of every token in the system. */
export const issuer = 'learnova';
export const audience = { graph: 'learnova:graph', service: 'learnova:service' } as const;

/** An access token of a person. It never holds roles: those are asked at each request. */
export const personClaims = z.object({
  /** The person. */
  sub: z.uuid(),
  /** The sign-in session, which ends by signing out. */
  sid: z.uuid(),
  /** On whose behalf the person acts, when acting for somebody else. */
  act: z.object({ sub: z.uuid() }).optional(),
});
export type PersonClaims = z.infer<typeof personClaims>;

/** A service's token: five minutes, for the doors between services. */
export const serviceClaims = z.object({
  /** `service:<name>` */
  sub: z.templateLiteral(['service:', z.enum(serviceNames as [ServiceName, ...ServiceName[]])]),
});
export type ServiceClaims = z.infer<typeof serviceClaims>;

/** Lifetimes in seconds. */
export const lifetime = { access: 15 * 60, service: 5 * 60, refresh: 30 * 24 * 3600 } as const;
