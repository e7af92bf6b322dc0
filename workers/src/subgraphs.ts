import { academics } from '@learnova/academics';
import { assessments } from '@learnova/assessments';
import { attendance } from '@learnova/attendance';
import { feedback } from '@learnova/feedback';
import { finance } from '@learnova/finance';
import { frontend } from '@learnova/frontend';
import { leave } from '@learnova/leave';
import { notifications } from '@learnova/notifications';
import type { Subgraph } from '@learnova/platform/manifest';
import { users } from '@learnova/users';

/** Every subgraph of the graph: the only list of them outside `schema/src/services.ts`. */
export const subgraphs: readonly Subgraph[] = [
  users,
  academics,
  attendance,
  notifications,
  leave,
  feedback,
  assessments,
  finance,
  frontend,
];
