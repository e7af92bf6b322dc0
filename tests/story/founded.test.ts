import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { subgraphs } from '@learnova/workers/subgraphs';
import { found } from '../../scripts/lib/found.ts';
import { keyFiles } from '../../scripts/lib/keys.ts';
import { startSystem } from '../../scripts/lib/system.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { Mailbox } from '../kit/mailbox.ts';
import { waits } from '../kit/school.ts';
import { enterSchool } from './enter-school.ts';

/** Where it is about noon now, whenever this is played. */
function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? `-${ahead}` : `+${-ahead}`}`;
}

test('an installation that was just founded becomes a school through the graph, people arrive by mail, and a lesson is taught', async () => {
  const database = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
  const folder = await mkdtemp(join(tmpdir(), 'learnova-founded-'));
  const { signing, services, ballots } = await keyFiles(folder);
  const timeZone = noonZone();
  const sign = { email: 'ada@school.example', password: 'correct horse battery staple' };
  await found(database.url, {
    institution: { name: 'Schools am Teich', timeZone, locale: 'de-AT' },
    administrator: { name: 'Ada Ostrowska', sortName: 'Ostrowska, Ada', ...sign },
  });
  const mailbox = await Mailbox.open();
  const system = await startSystem({
    port: 0,
    log: silent,
    environment: {
      ...{ ...waits, ...mailbox.environment, DATABASE_URL: database.url },
      ...{ SIGNING_KEYS_FILE: signing, SERVICE_KEYS_FILE: services, BALLOT_KEY_FILE: ballots },
    },
  });
  try {
    const administrator = await new Visitor(system.url).signIn(sign.email, sign.password);
    await enterSchool({ url: system.url, administrator, mailbox, timeZone });
  } finally {
    await system.stop();
    await mailbox.close();
    await database.drop();
    await rm(folder, { recursive: true });
  }
}, 120_000);
