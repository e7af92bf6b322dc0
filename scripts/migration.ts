import 'reflect-metadata';
import { connect } from '@learnova/platform/database';
import { install } from '@learnova/platform/install';
import { subgraphs } from '@learnova/workers/subgraphs';
import { scratchDatabase } from './lib/scratch-database.ts';

/**
 * `npm run migration -- create <subgraph> [name]` writes a migration from the difference between a subgraph's entities and
 * its migrations so far; list it in the manifest. `npm run migration -- --check` fails where entities and migrations differ.
 */
const [verb, name, label] = process.argv.slice(2);
await using database = await scratchDatabase();
await install(database.url, subgraphs);
let differences = 0;

for (const subgraph of subgraphs) {
  if (verb === 'create' && subgraph.name !== name) continue;
  const orm = await connect(subgraph, { databaseUrl: database.url, poolSize: 1 });
  try {
    if (verb === 'create') {
      const { fileName } = await orm.migrator.create(undefined, false, false, label);
      console.log(
        fileName ? `wrote ${fileName}: read it, complete it, list it in the manifest` : 'nothing to write',
      );
    } else if (await orm.migrator.checkSchema()) {
      differences += 1;
      console.error(
        `${subgraph.name}: the entities are not what its migrations make; npm run migration -- create ${subgraph.name}`,
      );
      console.error(await orm.schema.getUpdateSchemaSQL());
    }
  } finally {
    await orm.close(true);
  }
}
process.exitCode = differences > 0 ? 1 : 0;
