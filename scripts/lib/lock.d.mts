/** Of lock.mjs, which is plain JavaScript for Node 20. */
export function acquire(
  file: string,
  onWait: (pid: number) => void,
): Promise<{ share(pid: number): void; release(): void }>;
