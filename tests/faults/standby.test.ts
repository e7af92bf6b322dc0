import { withRedis } from '@learnova/platform/testing/profiles';
import { size } from './sizes.ts';
import { standbyTests } from './standby.ts';

withRedis('two processes of the workers', () => standbyTests(size.standby));
