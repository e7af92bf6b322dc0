import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Ends the programs that checks have started when this process has to end. */
const running = new Set<() => void>();

export function stopTools(): void {
  for (const stop of running) stop();
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program at the root of the repository, and keeps what it says. */
export function run(command: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill('SIGTERM');
    running.add(stop);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(stop);
      resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}` : output });
    });
  });
}

/** Runs one of our own programs as the npm scripts do. */
export function runScript(path: string, args: readonly string[] = []): Promise<Outcome> {
  return run(process.execPath, ['--conditions=source', '--import', './scripts/swc-hooks.mjs', path, ...args]);
}

/** Runs a tool that npm installed, on the Node that runs the checks. */
export function runTool(path: string, args: readonly string[]): Promise<Outcome> {
  return run(process.execPath, [`node_modules/${path}`, ...args]);
}

/** A tool's whole report as one fault when it did not succeed. */
export function faultsOf({ code, output }: Outcome): readonly string[] {
  return code === 0 ? [] : [output.trim() || `ended with ${code} and said nothing`];
}
