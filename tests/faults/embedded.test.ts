import { describe } from '@jest/globals';
import { cutOffTests } from './cut-off.ts';
import { killTests } from './kills.ts';
import { passingTests } from './passing.ts';
import { size } from './sizes.ts';
import { staged } from './staged.ts';

describe('the whole system in one process', () => {
  const { clerks, settings } = size.crowd.embedded;
  const stage = staged('embedded', () => settings, clerks);
  killTests(stage, size.kills);
  cutOffTests(stage, size.cutOff);
  passingTests(stage, size.passing);
});
