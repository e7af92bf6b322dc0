import type { Dispatcher } from 'undici';

/** A whole answer. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Sends a request and reads the answer to its end. Rejects with the signal's reason as soon as it is aborted, and the connection is given
 * up then, if the request had one. It does what `undici.request` does without the stream between, which is a good part of what a small
 * query costs.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<Answered> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let [status, headers]: [number, Answered['headers']] = [0, {}];
    const chunks: Buffer[] = [];
    const leave = () => {
      reject(signal.reason);
      controller?.abort(signal.reason);
    };
    const stay = () => signal.removeEventListener('abort', leave);
    signal.addEventListener('abort', leave);
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason);
      },
      onResponseStart(_controller, statusCode, head) {
        [status, headers] = [statusCode, head];
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        stay();
        const [first = Buffer.alloc(0)] = chunks;
        resolve({ status, headers, body: chunks.length > 1 ? Buffer.concat(chunks) : first });
      },
      onResponseError(_controller, error) {
        stay();
        reject(error);
      },
    });
  });
}
