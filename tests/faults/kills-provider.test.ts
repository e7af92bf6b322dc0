import { afterAll } from '@jest/globals';
import { withRedis } from '@learnova/platform/testing/profiles';
import { Random } from '../../scripts/seed/random.ts';
import { killTests } from './kills.ts';
import { Provider } from './provider.ts';
import { size } from './sizes.ts';
import { staged } from './staged.ts';

withRedis('a process for each service, and mail by a provider', () => {
  let provider: Provider;
  const stage = staged('services', async () => {
    provider = await Provider.start(new Random(size.kills.seed));
    return provider.environment;
  });
  killTests(stage, size.kills, () => provider);
  afterAll(() => provider?.stop(), 60_000);
});
