import { afterAll } from '@jest/globals';
import { withRedis } from '@learnova/platform/testing/profiles';
import { Random } from '../../scripts/seed/random.ts';
import { cutOffTests } from './cut-off.ts';
import { floodTests } from './flood.ts';
import { killTests } from './kills.ts';
import { passingTests } from './passing.ts';
import { Provider } from './provider.ts';
import { rollingTests } from './rolling.ts';
import { size } from './sizes.ts';
import { staged } from './staged.ts';

withRedis('a process for each service, and mail by a provider', () => {
  const { clerks, settings } = size.crowd.services;
  let provider: Provider;
  const stage = staged(
    'services',
    async () => {
      provider = await Provider.start(new Random(size.kills.seed));
      return { ...settings, ...provider.environment };
    },
    clerks,
  );
  killTests(stage, size.kills, () => provider);
  cutOffTests(stage, size.cutOff);
  passingTests(stage, size.passing);
  floodTests(stage, size.flood);
  rollingTests(stage, size.rolling);
  afterAll(() => provider?.stop(), 60_000);
});
