import { type ServiceName, serviceNames } from '@learnova/schema/services';

/** Where each service is said to be. */
export function urlsOf(url: (name: ServiceName) => string): Record<ServiceName, string> {
  return Object.fromEntries(serviceNames.map((name) => [name, url(name)])) as Record<ServiceName, string>;
}
