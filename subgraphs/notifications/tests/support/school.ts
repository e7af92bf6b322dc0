import 'reflect-metadata';
import type { Channel, Message, TextMessage } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { RegisterCorrected, RegisterExcused, RegisterSubmitted } from '@learnova/schema/events/attendance';
import { SendDelivery, TellAbsences, TellResults } from '@learnova/schema/jobs/notifications';
import { Delivery } from '../../src/delivery/delivery.entity.ts';
import { DeliveryAttempt } from '../../src/delivery/delivery-attempt.entity.ts';
import { notifications } from '../../src/subgraph.ts';
import { answersOf, date } from './neighbours.ts';

interface Rights {
  readonly guardian: string;
  readonly child: string;
  recordsAccess: boolean;
  notifyAttendance: boolean;
  ended: boolean;
}

interface Register {
  readonly id: string;
  readonly startsAt: string;
  version: number;
  readonly absent: Set<string>;
  /** Who has leave in it that was granted. */
  readonly onLeave: Set<string>;
  readonly students: Set<string>;
}

interface Leave {
  readonly personId: string;
  readonly audience: 'STUDENT' | 'STAFF';
  readonly requestedBy: string;
  decidedBy: string | null;
  state: string;
}

interface Order {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly runAt: Date | null;
}

export const graceMs = 60_000;

/**
 * A small school around one notifications subgraph: its neighbours answer from these fields, its worker is `passGrace` and
 * `deliver`, its channel remembers what it was given. One school may serve many tests, each with people of its own.
 */
export class School {
  readonly rights: Rights[] = [];
  readonly registers = new Map<string, Register>();
  readonly names = new Map<string, string>();
  readonly emails = new Map<string, string | null>();
  /** Who pays for whom, and what stands in the books. */
  readonly payers: { payerId: string; studentId: string }[] = [];
  readonly invoices = new Map<string, { studentId: string; number: string; outstandingMinor: number }>();
  readonly leaves = new Map<string, Leave>();
  readonly items = new Map<string, { authorId: string; state: string }>();
  readonly campaigns = new Map<string, { state: string; notAnswered: string[] }>();
  /** Links to choose a password by that are wanted still; the token of each that was written is another. */
  readonly links = new Map<string, { personId: string; purpose: string; minted: string[] }>();
  /** Who oversees the organization. */
  readonly overseers: string[] = [];
  /** What students have still to hand in. */
  readonly work = new Map<
    string,
    { lineItemId: string; sectionId: string; title: string; dueAt: string }[]
  >();
  /** Results that can be seen but for fees, of whom these are held. */
  readonly results: { resultId: string; sectionId: string; studentId: string }[] = [];
  readonly held = new Set<string>();
  readonly organizationId = newId();
  /** Every message that the channel was given, in order, repetitions included. */
  readonly given: Message[] = [];
  /** The same of text messages. */
  readonly texted: TextMessage[] = [];
  readonly phones = new Map<string, string | null>();
  /** What the channel does with a message. */
  channel: Channel['send'] = async () => ({ providerId: 'provider' });
  smsChannel: Channel<TextMessage>['send'] = async () => ({ providerId: 'sms-provider' });
  subgraph!: TestSubgraph;
  readonly #carriedOut = new Set<string>();

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<School> {
    const school = new School();
    school.subgraph = await TestSubgraph.start(notifications, {
      answers: answersOf(school),
      environment: {
        ABSENCE_GRACE_MS: String(graceMs),
        EMAIL_CHANNEL: 'recorded',
        SMS_CHANNEL: 'recorded',
        ...environment,
      },
      channels: {
        email: {
          send: (message) => {
            school.given.push(message);
            return school.channel(message);
          },
        },
        sms: {
          send: (message) => {
            school.texted.push(message);
            return school.smsChannel(message);
          },
        },
      },
    });
    return school;
  }

  person(
    name: string,
    email: string | null = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`,
  ): string {
    const id = newId();
    this.names.set(id, name);
    this.emails.set(id, email);
    return id;
  }

  guards(guardian: string, child: string, flags: Partial<Rights> = {}): Rights {
    const rights = { guardian, child, recordsAccess: true, notifyAttendance: true, ended: false, ...flags };
    this.rights.push(rights);
    return rights;
  }

  /** A lesson at this hour of the day, UTC. */
  lesson(hour: string, ...students: string[]): Register {
    const register = {
      id: newId(),
      startsAt: `${date}T${hour}:00.000Z`,
      version: 0,
      absent: new Set<string>(),
      onLeave: new Set<string>(),
    };
    const taken = { ...register, students: new Set(students) };
    this.registers.set(register.id, taken);
    return taken;
  }

  /** Attendance takes or corrects the register; answers the event that it publishes. */
  mark(register: Register, absent: readonly string[], at = new Date(`${date}T08:00:00Z`)) {
    const changed = [...register.students].filter((id) => register.absent.has(id) !== absent.includes(id));
    const isFirst = register.version === 0;
    const studentIds = isFirst ? [...register.students] : changed;
    register.absent.clear();
    for (const id of absent) register.absent.add(id);
    register.version += 1;
    return {
      id: newId(),
      contract: isFirst ? RegisterSubmitted : RegisterCorrected,
      aggregateId: register.id,
      version: register.version,
      occurredAt: at.toISOString(),
      payload: { registerId: register.id, sectionId: newId(), date, studentIds },
    };
  }

  /** These have leave in a register that was taken, and nobody else; answers the event that attendance publishes. */
  excuse(register: Register, ...onLeave: string[]): ReturnType<School['mark']> {
    const studentIds = [...new Set([...register.onLeave, ...onLeave])];
    register.onLeave.clear();
    for (const id of onLeave) register.onLeave.add(id);
    const { id: registerId, version } = register;
    const payload = { registerId, sectionId: newId(), date, studentIds };
    const occurredAt = new Date(`${date}T08:00:00Z`).toISOString();
    return { id: newId(), contract: RegisterExcused, aggregateId: registerId, version, occurredAt, payload };
  }

  /** A worker hands the event to the reaction. */
  hear({ contract, ...event }: ReturnType<School['mark']>): Promise<void> {
    const reaction = { [RegisterSubmitted.name]: 'submitted', [RegisterCorrected.name]: 'corrected' };
    return this.subgraph.react(`notifications.hear-${reaction[contract.name] ?? 'excused'}`, contract, event);
  }

  async marked(register: Register, absent: readonly string[], at?: Date): Promise<void> {
    await this.hear(this.mark(register, absent, at));
  }

  /** Orders that no worker has carried out, oldest first. */
  async orders(name: string): Promise<Order[]> {
    const rows = await this.subgraph
      .request()
      .reads<{
        outbox_message: { id: string; name: string; kind: string; payload: unknown; run_at: Date | null };
      }>()
      .selectFrom('outbox_message')
      .select(['id', 'name', 'payload', 'run_at as runAt'])
      .where('kind', '=', 'job')
      .where('name', '=', name)
      .orderBy('id')
      .execute();
    return rows.filter((row) => !this.#carriedOut.has(row.id));
  }

  /** The worker carries out what is due at this time, and remembers that it did. */
  async passGrace(until = new Date(`${date}T23:59:00Z`)): Promise<void> {
    for (const order of await this.orders(TellAbsences.name)) {
      if (order.runAt && order.runAt > until) continue;
      await this.subgraph.carryOut(TellAbsences, order.payload as { noticeId: string; sendAt: string }, {
        id: order.id,
      });
      this.#carriedOut.add(order.id);
    }
  }

  /** A moment has passed since there was something to see: the worker carries out each order of it. */
  async tellResults(): Promise<void> {
    for (const { id } of await this.orders(TellResults.name)) {
      await this.subgraph.carryOut(TellResults, {}, { id });
      this.#carriedOut.add(id);
    }
  }

  /** One attempt for each delivery that waits for one; a failed one stays in the queue. */
  async deliver(parts: { lastAttempt?: boolean } = {}): Promise<void> {
    for (const order of await this.orders(SendDelivery.name)) {
      const run = this.subgraph.carryOut(SendDelivery, order.payload as { deliveryId: string }, {
        id: order.id,
        ...parts,
      });
      const failed = await run.then(
        () => false,
        () => true,
      );
      if (!failed) this.#carriedOut.add(order.id);
    }
  }

  /** Mails to one person, by delivery id: what a provider that knows its messages again would have sent. */
  mailsTo(person: string): Message[] {
    const distinct = new Map(this.given.map((message) => [message.deliveryId, message]));
    return [...distinct.values()].filter((message) => message.to === this.emails.get(person));
  }

  async deliveriesTo(person: string): Promise<{ state: string; steps: string[] }[]> {
    const { em } = this.subgraph.request();
    const notes = await this.inbox(person);
    const deliveries = await em.find(
      Delivery,
      { notificationId: { $in: notes.map((n) => n.id) } },
      { orderBy: { id: 1 } },
    );
    return Promise.all(
      deliveries.map(async ({ id, state }) => {
        const attempts = await em.find(
          DeliveryAttempt,
          { deliveryId: id },
          { orderBy: { attempt: 1, id: 1 } },
        );
        return { state, steps: attempts.map((attempt) => attempt.step) };
      }),
    );
  }

  /** What stands stored for a person, whoever may see it. */
  inbox(person: string) {
    return this.subgraph
      .request()
      .reads<{ notification: { id: string; person_id: string; kind: string; version: number } }>()
      .selectFrom('notification')
      .select(['id', 'kind', 'version'])
      .where('person_id', '=', person)
      .orderBy('id')
      .execute();
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }
}
