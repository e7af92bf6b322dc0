export const deliveryStates = ['PENDING', 'SENDING', 'SENT', 'UNCONFIRMED', 'FAILED', 'CANCELLED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * How an attempt ended. ACCEPTED: the provider has the message. REFUSED: for good. UNCONFIRMED: the answer was lost.
 * UNAVAILABLE: it was not taken this time. WITHHELD: the person may no longer be told. UNREACHABLE: there is no address.
 */
export const outcomes = [
  'ACCEPTED',
  'REFUSED',
  'UNCONFIRMED',
  'UNAVAILABLE',
  'WITHHELD',
  'UNREACHABLE',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Nothing more is to be done: taken, or called off. A failed one may be sent when somebody replays its order. */
export function isOver(state: DeliveryState): boolean {
  return state === 'SENT' || state === 'CANCELLED';
}

export interface Settled {
  readonly state: DeliveryState;
  /** Whether its order goes on: false where another attempt would not help, and after the last. */
  readonly isUnderWay: boolean;
  /** Whether the attempt is to be tried again under the same id, be it by somebody who replays the order. */
  readonly tryAgain: boolean;
}

/**
 * Where a delivery stands after an attempt. Once an answer was lost (or the process died waiting for it), only a provider's
 * acceptance makes the delivery sure: it is never called unsent, even when nothing more is done about it.
 * @param before its state when the attempt began
 */
export function settle(before: DeliveryState, outcome: Outcome, lastAttempt: boolean): Settled {
  const mayBeThere = before === 'SENDING' || before === 'UNCONFIRMED';
  const unless = (state: DeliveryState) => (mayBeThere ? 'UNCONFIRMED' : state);
  const closed = (state: DeliveryState) => ({ state, isUnderWay: false, tryAgain: false });
  const open = (state: DeliveryState) => ({ state, isUnderWay: !lastAttempt, tryAgain: true });
  switch (outcome) {
    case 'ACCEPTED':
      return closed('SENT');
    case 'REFUSED':
    case 'UNREACHABLE':
      return closed(unless('FAILED'));
    case 'WITHHELD':
      return closed(unless('CANCELLED'));
    case 'UNCONFIRMED':
      return open('UNCONFIRMED');
    case 'UNAVAILABLE':
      return open(unless(lastAttempt ? 'FAILED' : 'PENDING'));
  }
}
