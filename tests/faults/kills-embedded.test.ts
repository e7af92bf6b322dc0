import { describe } from '@jest/globals';
import { killTests } from './kills.ts';
import { size } from './sizes.ts';

describe('the whole system in one process', () => killTests('embedded', 'recorded', size.kills));
