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

/**
 * Where a delivery stands after an attempt, and whether it is to be tried again under the same id.
 * Once an answer was lost (or the process died waiting for it), only a provider's acceptance makes the delivery sure.
 * @param before its state when the attempt began
 */
export function settle(
  before: DeliveryState,
  outcome: Outcome,
  lastAttempt: boolean,
): { readonly state: DeliveryState; readonly tryAgain: boolean } {
  const mayBeThere = before === 'SENDING' || before === 'UNCONFIRMED';
  const unless = (state: DeliveryState) => (mayBeThere ? 'UNCONFIRMED' : state);
  switch (outcome) {
    case 'ACCEPTED':
      return { state: 'SENT', tryAgain: false };
    case 'REFUSED':
    case 'UNREACHABLE':
      return { state: unless('FAILED'), tryAgain: false };
    case 'WITHHELD':
      return { state: unless('CANCELLED'), tryAgain: false };
    case 'UNCONFIRMED':
      return { state: 'UNCONFIRMED', tryAgain: true };
    case 'UNAVAILABLE':
      return { state: unless(lastAttempt ? 'FAILED' : 'PENDING'), tryAgain: true };
  }
}
