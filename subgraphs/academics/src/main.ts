import 'reflect-metadata';
import { serve } from '@learnova/platform/subgraph-process';
import { academics } from './subgraph.ts';

await serve(academics);
