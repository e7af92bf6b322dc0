// Copied into the folder where the peers are installed, and run there. The second argument names the planner.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const [, , file, planner] = process.argv;
const runtime = createGatewayRuntime({
  supergraph: readFileSync(file, 'utf8'),
  logging: false,
  landingPage: false,
  graphiql: false,
  // Everybody sends each request to a service that it needs.
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  ...(planner === 'rust' && { unifiedGraphHandler }),
});
const server = createServer(runtime);
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
