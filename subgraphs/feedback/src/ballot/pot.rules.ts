import type { Answers } from './ballot.entity.ts';

/** Bytes that a ballot takes in a pot, whatever stands on it: by its length it could be known again. */
const ballotBytes = 4_096;

/** A pot is for so many voters. */
const votersOfPot = 64;

export interface DrawnBallot {
  /** Drawn at random. */
  readonly id: string;
  readonly answers: Answers;
}

/** What waits in a pot: ballots in the order of their ids, and hashes of the papers that are spent, in the order of the hashes. */
export interface Pot {
  readonly ballots: readonly DrawnBallot[];
  readonly spent: readonly string[];
}

export const emptyPot: Pot = { ballots: [], spent: [] };

export function potsFor(voters: number): number {
  return Math.max(1, Math.ceil(voters / votersOfPot));
}

/** The pot of a paper, which was drawn at random: so the pot tells nothing of who or when. */
export function potOf(paperHash: string, pots: number): number {
  return Buffer.from(paperHash, 'base64').readUInt32BE() % pots;
}

/** The pot with one ballot more; the pot itself where the paper is spent: whoever comes twice has been counted. */
export function put(pot: Pot, paperHash: string, ballot: DrawnBallot): Pot {
  if (pot.spent.includes(paperHash)) return pot;
  return {
    ballots: [...pot.ballots, ballot].sort((one, other) => (one.id < other.id ? -1 : 1)),
    spent: [...pot.spent, paperHash].sort(),
  };
}

/** Whether a ballot has room in a pot. */
export function hasRoom(answers: Answers): boolean {
  return written({ id: '0'.repeat(36), answers }).length <= ballotBytes;
}

/** A pot as bytes, as many for each ballot. */
export function toBytes({ ballots, spent }: Pot): Buffer {
  const parts = ballots.map((ballot) => {
    const padded = Buffer.alloc(ballotBytes, ' ');
    padded.set(written(ballot));
    return padded;
  });
  return Buffer.from(
    JSON.stringify({ ballots: parts.map((part) => part.toString('base64')), spent }),
    'utf8',
  );
}

export function fromBytes(bytes: Buffer): Pot {
  const { ballots, spent } = JSON.parse(bytes.toString('utf8')) as { ballots: string[]; spent: string[] };
  return {
    ballots: ballots.map((part) => JSON.parse(Buffer.from(part, 'base64').toString('utf8')) as DrawnBallot),
    spent,
  };
}

function written(ballot: DrawnBallot): Buffer {
  return Buffer.from(JSON.stringify(ballot), 'utf8');
}
