import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { Reach } from '../src/reach.ts';

/** Where each service is said to be, at one address or several. */
export function placesOf(
  urls: (name: ServiceName) => string | readonly string[],
): Record<ServiceName, Reach> {
  const reach = (name: ServiceName) => new Reach([urls(name)].flat());
  return Object.fromEntries(serviceNames.map((name) => [name, reach(name)])) as Record<ServiceName, Reach>;
}
