import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { feedback } from './subgraph.ts';

await serve(feedback);
