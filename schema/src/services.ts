/**
 * The services of the graph. Gateway, scripts, tests and the database read this one table.
 * A service's name is its folder under `subgraphs/`, its PostgreSQL schema and its name in a token.
 */
export const services = {
  users: { port: 8000 },
  academics: { port: 8001 },
  attendance: { port: 8002 },
  notifications: { port: 8003 },
  leave: { port: 8004 },
  feedback: { port: 8005 },
  assessments: { port: 8006 },
  finance: { port: 8007 },
  frontend: { port: 9000 },
} as const satisfies Record<string, { port: number }>;

export type ServiceName = keyof typeof services;

export const serviceNames = Object.keys(services) as ServiceName[];

export const gatewayPort = 8080;
export const workersPort = 9100;

/** PostgreSQL schemas that belong to no subgraph: the platform's own, the queue's, and the one that holds extensions. */
export const platformSchemas = ['platform', 'queue', 'extensions', 'public'] as const;
