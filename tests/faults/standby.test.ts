import { withRedis } from '@learnova/platform/testing/profiles';
import { size } from './sizes.ts';
import { staged } from './staged.ts';
import { standbyTests } from './standby.ts';

withRedis('two processes of the workers', () => {
  // The waits of a real installation: the promise is about them.
  const stage = staged('services', () => ({ RELAY_TAKEOVER_MS: '', RELAY_POLL_MS: '' }));
  standbyTests(stage, size.standby);
});
