import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { notifications } from './subgraph.ts';

await serve(notifications);
