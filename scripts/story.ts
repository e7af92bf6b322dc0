import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { gatewayPort } from '@learnova/schema/services';
import { demoEmail, demoPassword } from './seed/demo-people.ts';
import type { Cast } from './story/cast.ts';
import { openEmbedded, openServices, type Stage } from './story/stage.ts';
import { tellStory } from './story/story.ts';

const usage = `npm run story [-- options]
  (no option)        against systems that it starts itself: the embedded profile, and separate services where there is a Redis
  --profile <name>   embedded or services alone
  --url <address>    against a running system with the demo school, such as http://127.0.0.1:${gatewayPort}`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) say(usage);
else if (values.url) await tellStory(demoCast(values.url));
else {
  if (values.profile !== 'services') await play('embedded', await openEmbedded());
  if (values.profile !== 'embedded') await play('services', await openServices());
}

async function play(name: string, stage: Stage | null): Promise<void> {
  if (!stage)
    return say(`${name}: there is no redis-server on the PATH, so this half of the story was not told`);
  say(`${name}:`);
  try {
    await tellStory({ ...stage.cast, tell: (fact) => say(`  ${fact}`) });
  } finally {
    await stage.close();
  }
}

/** The demo school's people, and the waits of the usual configuration. */
function demoCast(url: string): Cast {
  const emails = {
    teacher: demoEmail('teacher'),
    office: demoEmail('office'),
    guardian: demoEmail('guardian'),
    formerGuardian: demoEmail('former-guardian'),
  };
  return {
    url,
    emails,
    password: demoPassword,
    mailWithinMs: 30_000,
    readmittedWithinMs: 75_000,
    tell: (fact) => say(`  ${fact}`),
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
