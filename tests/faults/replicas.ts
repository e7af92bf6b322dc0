import type { Environment } from '@learnova/platform/config';
import { freePort } from '@learnova/platform/ports';
import type { ServiceName } from '@learnova/schema/services';
import type { Program } from '../../scripts/lib/process.ts';
import type { ProcessName, Services } from '../../scripts/lib/services.ts';

/** Milliseconds for an orderly end. */
const patienceMs = 20_000;
/** A gateway that ends takes requests for so long still: longer than a client keeps an idle connection. */
export const lingerMs = 1_000;

/** One process of several of a service. */
interface Seat {
  readonly name: ProcessName;
  readonly port: number;
  program: Program;
  readonly begin: () => Promise<Program>;
}

export interface Replaced {
  readonly name: ProcessName;
  /** Process ids. */
  readonly was: number;
  readonly is: number;
  /** With which the former one ended; null when it had to be killed. */
  readonly code: number | null;
}

/** Two processes of each of some services, and gateways that know of both and watch a file: what a rolling restart needs. */
export class Replicas {
  readonly #seats: readonly Seat[];
  readonly #added: readonly Seat[];
  readonly #gateways: readonly Seat[];

  private constructor(parts: { seats: Seat[]; added: Seat[]; gateways: Seat[] }) {
    this.#seats = parts.seats;
    this.#added = parts.added;
    this.#gateways = parts.gateways;
  }

  /** @param supergraph the path of the file */
  static async open(
    services: Services,
    names: readonly ServiceName[],
    { gateways, supergraph }: { gateways: number; supergraph: string },
  ): Promise<Replicas> {
    const added: Seat[] = [];
    const doors: Seat[] = [];
    const started = new Replicas({ seats: [], added, gateways: doors });
    const add = async (name: ProcessName, more: Environment, port?: number): Promise<Seat> => {
      const { program, port: at } = await services.another(name, more, port);
      const begin = async () => (await services.another(name, more, at)).program;
      const seat: Seat = { name, port: at, program, begin };
      (name === 'gateway' ? doors : added).push(seat);
      return seat;
    };
    try {
      const ports = await Promise.all(names.map(() => freePort()));
      const addresses = Object.fromEntries(
        names.map((name, n) => [`SUBGRAPH_URL_${name.toUpperCase()}`, both(services.ports[name], ports[n])]),
      );
      for (const [n, name] of names.entries()) await add(name, addresses, ports[n]);
      const keys = addresses.SUBGRAPH_URL_USERS?.replaceAll('/graphql', '/routes/jwks');
      const own = {
        ...{ SUPERGRAPH: supergraph, RELOAD_MS: '200', LINGER_MS: String(lingerMs) },
        ...(keys && { JWKS_URL: keys }),
      };
      for (let n = 0; n < gateways; n += 1) await add('gateway', { ...addresses, ...own });
      const firsts = names.map((name): Seat => {
        const begin = async () => {
          await services.restart(name, addresses);
          return programOf(services, name);
        };
        return { name, port: services.ports[name], program: programOf(services, name), begin };
      });
      const seats = firsts.flatMap((seat, n) => [seat, ...added.slice(n, n + 1)]);
      return new Replicas({ seats, added, gateways: doors });
    } catch (error) {
      await started.close();
      throw error;
    }
  }

  get urls(): readonly string[] {
    return this.#gateways.map(({ port }) => `http://127.0.0.1:${port}`);
  }

  /** Every process of the services in its turn, the next one when the one before is ready. */
  rollServices(): Promise<Replaced[]> {
    return replaced(this.#seats);
  }

  rollGateways(): Promise<Replaced[]> {
    return replaced(this.#gateways);
  }

  /** Ends those that are beside the usual ones. */
  async close(): Promise<void> {
    await Promise.all([...this.#gateways, ...this.#added].map(({ program }) => program.stop(patienceMs)));
  }
}

async function replaced(seats: readonly Seat[]): Promise<Replaced[]> {
  const all: Replaced[] = [];
  for (const seat of seats) {
    const { name, program } = seat;
    const code = await program.stop(patienceMs);
    seat.program = await seat.begin();
    all.push({ name, was: program.pid, is: seat.program.pid, code });
  }
  return all;
}

function both(...ports: (number | undefined)[]): string {
  return ports.map((port) => `http://127.0.0.1:${port}/graphql`).join(',');
}

function programOf({ programs }: Services, name: ProcessName): Program {
  const program = programs.get(name);
  if (!program) throw new Error(`${name} was not started`);
  return program;
}
