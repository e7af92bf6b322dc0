import { withRedis } from '@learnova/platform/testing/profiles';
import { cutOffTests } from './cut-off.ts';
import { floodTests } from './flood.ts';
import { killTests } from './kills.ts';
import { passingTests } from './passing.ts';
import { rollingTests } from './rolling.ts';
import { size } from './sizes.ts';
import { staged } from './staged.ts';

withRedis('a process for each service', () => {
  const { clerks, settings } = size.crowd.services;
  const stage = staged('services', () => settings, clerks);
  killTests(stage, size.kills);
  cutOffTests(stage, size.cutOff);
  passingTests(stage, size.passing);
  floodTests(stage, size.flood);
  rollingTests(stage, size.rolling);
});
