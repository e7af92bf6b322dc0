import 'reflect-metadata';
import { CannotStart } from '@learnova/platform/cannot-start';
import { gatewayPort } from '@learnova/schema/services';
import { optionsOf, run, say } from './lib/program.ts';
import { demoEmail, demoPassword } from './seed/demo-people.ts';
import type { Cast } from './story/cast.ts';
import type { Stage } from './story/stage.ts';
import { tellStory } from './story/story.ts';

const usage = `npm run story [-- options]
  (no option)        against systems that it starts itself: the embedded profile, and separate services where there is a Redis
  --profile <name>   embedded or services alone
  --url <address>    against a running system with the demo school, such as http://127.0.0.1:${gatewayPort}`;

const options = {
  url: { type: 'string' },
  profile: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  if (values.url) return tellStory(demoCast(values.url));
  const { profile } = values;
  if (profile && profile !== 'embedded' && profile !== 'services')
    throw new CannotStart(`There is no profile ${profile}.\n\n${usage}`);
  const { openEmbedded, openServices } = await import('./story/stage.ts');
  if (profile !== 'services') await play('embedded', await openEmbedded());
  if (profile !== 'embedded') await play('services', await openServices());
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

run(main);
