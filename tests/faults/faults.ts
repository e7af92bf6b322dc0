import { academicsFaults } from './academics.faults.ts';
import { assessmentsFaults } from './assessments.faults.ts';
import { codeFaults } from './codes.faults.ts';
import { documentFaults } from './documents.faults.ts';
import { doorFaults } from './doors.faults.ts';
import { durableFaults } from './durable.faults.ts';
import type { Fault } from './fault.ts';
import { feedbackFaults } from './feedback.faults.ts';
import { financeFaults } from './finance.faults.ts';
import { frontendFaults } from './frontend.faults.ts';
import { gatewayFaults } from './gateway.faults.ts';
import { keyFaults } from './keys.faults.ts';
import { leaveFaults } from './leave.faults.ts';
import { liveFaults } from './live.faults.ts';
import { notificationsFaults } from './notifications.faults.ts';
import { passwordFaults } from './passwords.faults.ts';
import { repeatedFaults } from './repeated.faults.ts';
import { rightsFaults } from './rights.faults.ts';
import { socketFaults } from './sockets.faults.ts';
import { usersFaults } from './users.faults.ts';

/** Mistakes that a person could make in one line, and that the suite must find. */
export const faults: readonly Fault[] = [
  ...rightsFaults,
  ...doorFaults,
  ...documentFaults,
  ...durableFaults,
  ...repeatedFaults,
  ...academicsFaults,
  ...assessmentsFaults,
  ...codeFaults,
  ...feedbackFaults,
  ...financeFaults,
  ...frontendFaults,
  ...gatewayFaults,
  ...keyFaults,
  ...leaveFaults,
  ...liveFaults,
  ...notificationsFaults,
  ...passwordFaults,
  ...socketFaults,
  ...usersFaults,
];
