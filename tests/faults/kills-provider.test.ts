import { withRedis } from '@learnova/platform/testing/profiles';
import { killTests } from './kills.ts';
import { size } from './sizes.ts';

withRedis('a process for each service, and mail by a provider', () =>
  killTests('services', 'provider', size.kills),
);
