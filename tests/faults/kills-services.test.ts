import { withRedis } from '@learnova/platform/testing/profiles';
import { killTests } from './kills.ts';
import { size } from './sizes.ts';

withRedis('a process for each service', () => killTests('services', 'recorded', size.kills));
