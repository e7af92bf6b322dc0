import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { frontend } from './subgraph.ts';

await serve(frontend);
