import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { assessments } from './subgraph.ts';

await serve(assessments);
