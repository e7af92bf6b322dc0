import { withRedis } from '@learnova/platform/testing/profiles';
import { rollingTests } from '../faults/rolling.ts';
import { size } from '../faults/sizes.ts';
import { staged } from '../faults/staged.ts';

/**
 * In the long run alone: at its small size, with three slow clients, one query in some hundred was refused with UNAVAILABLE on a
 * busy machine, while the second process of a service went and the first one was not yet known to be back.
 */
withRedis('a process for each service, and two of those that are replaced', () => {
  const { clerks, settings } = size.crowd.services;
  rollingTests(
    staged('services', () => settings, clerks),
    size.rolling,
  );
});
