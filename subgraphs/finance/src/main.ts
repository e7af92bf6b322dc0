import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { finance } from './subgraph.ts';

await serve(finance);
