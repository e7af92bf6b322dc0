import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { leave } from './subgraph.ts';

await serve(leave);
