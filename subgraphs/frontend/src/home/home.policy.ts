import type { Ties } from '../person.ties.ts';

type Who = Pick<Ties, 'personId' | 'isStudent' | 'children'>;

const isMe = ({ personId, isStudent }: Who, studentId: string) => isStudent && studentId === personId;

/** The student, and guardians of today who may see the records. */
export const mayKnow = (who: Who, studentId: string): boolean =>
  isMe(who, studentId) || who.children.some((child) => child.studentId === studentId && child.isKnown);

/** The student, and guardians of today who pay. */
export const mayPay = (who: Who, studentId: string): boolean =>
  isMe(who, studentId) || who.children.some((child) => child.studentId === studentId && child.isPaidFor);

export const seesStudentHome = (who: Who, studentId: string): boolean =>
  mayKnow(who, studentId) || mayPay(who, studentId);
