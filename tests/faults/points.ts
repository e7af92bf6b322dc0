/** A moment at which a process dies: a statement, a COMMIT with what it commits, an append to the live log, an order to the queue. */
export interface Moment {
  readonly when: 'before' | 'during' | 'after';
  /** A regular expression over what crash-at.mjs tells of each moment. */
  readonly pattern: string;
}

export interface Point extends Moment {
  readonly name: string;
  /** The service's process where each has its own; in the embedded profile it is the one process. */
  readonly program: 'attendance' | 'workers';
}

const point = (program: Point['program'], when: Point['when'], name: string, pattern: string): Point => ({
  ...{ program, when, name, pattern },
});

const register = '^commit of .*insert into .{0,20}register_version';
const hearing = '^commit of .*insert into inbox_entry.*hear-submitted.*insert into .{0,20}absence_notice';
const sending = (step: string) => `^commit of .*insert into .{0,20}delivery_attempt.*${step}`;
const numbering = "^with due as .*nextval\\('platform\\.event_number'\\).* heard attendance";
const append = '^(redis append|.*insert into platform\\.live_log)';
const ordered = (name: string) => `^queue add .*${name}`;

/** Of the recorded channel alone. */
export const recording = point(
  'workers',
  'after',
  'a mail is sent, and its outcome is not stored',
  '^insert into notifications\\.recorded_mail',
);

/** Every step between a teacher's click and a guardian's mail after which something else would be lost or doubled. */
export const points: readonly Point[] = [
  point(
    'attendance',
    'before',
    'a register is decided, and nothing of it is written',
    '^insert into .{0,20}register_version',
  ),
  point(
    'attendance',
    'before',
    'a register is written, its event is not',
    '^insert into .{0,20}outbox_message.*register-submitted',
  ),
  point('attendance', 'before', 'a register and its event are written, not committed', register),
  point('attendance', 'after', 'a register is committed, and the teacher has no answer', register),
  point(
    'attendance',
    'after',
    'a correction is committed, and the office has no answer',
    '^commit of .*insert into .{0,20}correction_reason',
  ),

  point('workers', 'before', 'the relay has heard of an event, and it has no number', numbering),
  point(
    'workers',
    'during',
    'numbers are on their way, and nobody knows whether they are committed',
    numbering,
  ),
  point(
    'workers',
    'after',
    'numbers are committed, nothing is forwarded',
    "^commit of .*nextval\\('platform\\.event_number'\\).*-> [1-9]",
  ),
  point('workers', 'after', 'an event is in the live log, not in the queue', append),
  point('workers', 'before', 'an event is about to be ordered', ordered('hear-submitted')),
  point('workers', 'after', 'an event is in the queue, and nobody knows', ordered('hear-submitted')),
  point(
    'workers',
    'after',
    'the forwarded number is known, the messages are not stamped',
    '^update platform\\.relay_state',
  ),
  point('workers', 'during', 'stamps are on their way to the messages', '^update .{0,40}set forwarded_at'),
  point(
    'workers',
    'before',
    'what is settled is about to be deleted',
    '^delete from .{0,20}.?outbox_message',
  ),
  point(
    'workers',
    'after',
    'what is settled is deleted',
    '^commit of .*delete from .{0,20}.?outbox_message.*-> [1-9]',
  ),

  point(
    'workers',
    'after',
    'a reaction has its inbox entry and no effect',
    '^\\s*insert into inbox_entry.*hear-submitted',
  ),
  point('workers', 'before', "a reaction's effects are written, not committed", hearing),
  point('workers', 'after', 'a reaction is committed, and the queue does not know', hearing),
  point(
    'workers',
    'before',
    'the grace time has passed, and nothing is stored',
    '^insert into .{0,20}"notification"',
  ),
  point(
    'workers',
    'after',
    'notification and delivery are stored, the order is not entered',
    '^commit of .*insert into .{0,20}"delivery"',
  ),
  point('workers', 'after', 'the order to send is in the queue', ordered('send-delivery')),

  point(
    'workers',
    'before',
    'an attempt to send is about to be stored',
    '^insert into .{0,20}delivery_attempt.*STARTED',
  ),
  point('workers', 'after', 'an attempt is stored, nothing is sent', sending('STARTED')),
  recording,
  point('workers', 'after', 'the outcome is stored, the order is not entered', sending('ACCEPTED')),
  point(
    'workers',
    'after',
    'the order is entered, and the queue does not know',
    '^\\s*insert into inbox_entry.*send-delivery',
  ),
];
