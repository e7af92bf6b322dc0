import { withRedis } from '@learnova/platform/testing/profiles';
import { rollingTests } from '../faults/rolling.ts';
import { size } from '../faults/sizes.ts';
import { staged } from '../faults/staged.ts';

/** In the long run alone: two processes of each service take some minutes to be replaced, and no small size finds what this one does. */
withRedis('a process for each service, and two of those that are replaced', () => {
  const { clerks, settings } = size.crowd.services;
  rollingTests(
    staged('services', () => settings, clerks),
    size.rolling,
  );
});
