import { rm } from 'node:fs/promises';
import { scratchDatabase } from '../../scripts/lib/scratch-database.ts';
import { emailOf } from '../../scripts/seed/small-people.ts';
import { exactly, mailsTo } from '../../scripts/story/mail-page.ts';
import { codesOf, latestLesson, takeRegister } from '../../scripts/story/roll-call.ts';
import { TestSchool, waits } from '../kit/school.ts';
import { backUp, folderFor, startRestored } from './backed-up.ts';

test('what was decided and not yet done at the backup is done once after the restore', async () => {
  const folder = await folderFor('under-way');
  const school = await TestSchool.open({ name: 'embedded', redisUrl: null }, { ABSENCE_GRACE_MS: '5000' });
  const teacher = await school.as('teacher');
  const lesson = await latestLesson(teacher, [school.ids.child]);
  await takeRegister(
    teacher,
    lesson,
    await codesOf(teacher, lesson.section.organization.id),
    school.ids.child,
  );
  await backUp(school.databaseUrl, school.keys.folder, folder);
  expect(await mailsTo(school.system.url, emailOf('guardian'))).toEqual([]);
  await school.close();

  await using database = await scratchDatabase();
  const system = await startRestored(database.url, folder, waits);
  try {
    await exactly(system.url, emailOf('guardian'), 1, 15_000);
  } finally {
    await system.stop();
    await rm(folder, { recursive: true });
  }
}, 60_000);
