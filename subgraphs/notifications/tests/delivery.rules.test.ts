import { describe, expect, it } from '@jest/globals';
import {
  type DeliveryState,
  isOver,
  type Outcome,
  outcomes,
  settle,
} from '../src/delivery/delivery.rules.ts';

/** Where an attempt that began in a state leaves the delivery, for each outcome; the last column is the last attempt's. */
const table: Record<
  'PENDING' | 'SENDING' | 'UNCONFIRMED' | 'FAILED',
  Record<Outcome, [DeliveryState, DeliveryState]>
> = {
  PENDING: {
    ACCEPTED: ['SENT', 'SENT'],
    REFUSED: ['FAILED', 'FAILED'],
    UNCONFIRMED: ['UNCONFIRMED', 'UNCONFIRMED'],
    UNAVAILABLE: ['PENDING', 'FAILED'],
    WITHHELD: ['CANCELLED', 'CANCELLED'],
    UNREACHABLE: ['FAILED', 'FAILED'],
  },
  SENDING: everythingElseUnconfirmed(),
  UNCONFIRMED: everythingElseUnconfirmed(),
  FAILED: {
    ACCEPTED: ['SENT', 'SENT'],
    REFUSED: ['FAILED', 'FAILED'],
    UNCONFIRMED: ['UNCONFIRMED', 'UNCONFIRMED'],
    UNAVAILABLE: ['PENDING', 'FAILED'],
    WITHHELD: ['CANCELLED', 'CANCELLED'],
    UNREACHABLE: ['FAILED', 'FAILED'],
  },
};

/** A message that may be with its receiver is never called unsent. */
function everythingElseUnconfirmed(): Record<Outcome, [DeliveryState, DeliveryState]> {
  const unsure: [DeliveryState, DeliveryState] = ['UNCONFIRMED', 'UNCONFIRMED'];
  return {
    ACCEPTED: ['SENT', 'SENT'],
    REFUSED: unsure,
    UNCONFIRMED: unsure,
    UNAVAILABLE: unsure,
    WITHHELD: unsure,
    UNREACHABLE: unsure,
  };
}

describe('A delivery after an attempt', () => {
  for (const [before, row] of Object.entries(table)) {
    for (const outcome of outcomes) {
      const [state, atLast] = row[outcome];
      it(`that began ${before} and was ${outcome} is ${state}, and ${atLast} after the last one`, () => {
        expect(settle(before as DeliveryState, outcome, false).state).toBe(state);
        expect(settle(before as DeliveryState, outcome, true).state).toBe(atLast);
      });
    }
  }

  it('is tried again only where another attempt may help', () => {
    const again = outcomes.filter((outcome) => settle('PENDING', outcome, false).tryAgain);
    expect(again).toEqual(['UNCONFIRMED', 'UNAVAILABLE']);
  });

  it('is under way as long as its order goes on, however unsure it is', () => {
    for (const before of ['PENDING', 'SENDING', 'UNCONFIRMED', 'FAILED'] as const) {
      const underWay = outcomes.filter((outcome) => settle(before, outcome, false).isUnderWay);
      expect(underWay).toEqual(['UNCONFIRMED', 'UNAVAILABLE']);
      expect(outcomes.filter((outcome) => settle(before, outcome, true).isUnderWay)).toEqual([]);
    }
  });

  it('is over once it was taken or called off', () => {
    expect(isOver('SENT') && isOver('CANCELLED')).toBe(true);
    expect(isOver('UNCONFIRMED') || isOver('FAILED') || isOver('PENDING') || isOver('SENDING')).toBe(false);
  });
});
