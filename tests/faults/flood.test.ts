import { withRedis } from '@learnova/platform/testing/profiles';
import { floodTests } from './flood.ts';
import { size } from './sizes.ts';

withRedis('a worker that is killed every two seconds', () => floodTests(size.flood));
