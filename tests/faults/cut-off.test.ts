import { describe } from '@jest/globals';
import { withRedis } from '@learnova/platform/testing/profiles';
import { cutOffTests } from './cut-off.ts';
import { size } from './sizes.ts';

describe('live events in PostgreSQL', () => cutOffTests('embedded', size.cutOff));
withRedis('live events in Redis', () => cutOffTests('services', size.cutOff));
