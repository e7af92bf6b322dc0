import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { RegisterMarks } from '@learnova/schema/asks/attendance';
import { type Codes, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
});
afterAll(() => at.close());

test('whoever notifies asks what registers say now; those not taken say nothing', async () => {
  const lesson = school.lesson(await at.request().now());
  const open = school.lesson(await at.request().now());
  const [ada, ben, cleo] = lesson.studentIds as [string, string, string];
  const marks = [
    { studentId: ada, codeId: codes.A },
    { studentId: ben, codeId: codes.L },
    { studentId: cleo, codeId: codes.E },
  ];
  const input = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  await at.as(school.holder('REGISTRAR', school.school)).data(submitDocument, { input });
  const answer = await at.ask(RegisterMarks, { registerIds: [lesson.meetingId, open.meetingId, newId()] });
  expect(answer).toEqual([
    {
      registerId: lesson.meetingId,
      sectionId: lesson.sectionId,
      organizationId: school.school,
      date: lesson.date,
      startsAt: lesson.startsAt,
      version: 1,
      marks: expect.arrayContaining([
        { studentId: ada, absent: true, onLeave: false },
        { studentId: ben, absent: false, onLeave: false },
        { studentId: cleo, absent: true, onLeave: false },
      ]),
    },
  ]);
  expect(await at.ask(RegisterMarks, { registerIds: [] })).toEqual([]);
});

test('no other service is answered', async () => {
  await expect(at.ask(RegisterMarks, { registerIds: [] }, 'academics')).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
