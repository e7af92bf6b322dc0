import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { attendance } from './subgraph.ts';

await serve(attendance);
