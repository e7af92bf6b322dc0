import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { users } from './subgraph.ts';

await serve(users);
