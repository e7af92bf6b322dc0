import { CannotStart } from '@learnova/platform/cannot-start';
import { portFault } from '@learnova/platform/ports';

/**
 * Makes sure that a port can be listened on before anything is started.
 * @param purpose who wants it: 'the gateway'.
 * @param remedy what to do about it: 'choose another with --port'.
 * @throws CannotStart with a sentence for the operator.
 */
export async function requirePort(
  port: number,
  host: string,
  purpose: string,
  remedy: string,
): Promise<void> {
  const fault = await portFault(port, host);
  if (fault === 'taken') throw new CannotStart(`Port ${port}, meant for ${purpose}, is taken: ${remedy}.`);
  if (fault === 'forbidden')
    throw new CannotStart(`Port ${port}, meant for ${purpose}, needs more rights: ${remedy}.`);
}
