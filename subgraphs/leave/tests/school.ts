import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { Client } from 'pg';
import { leave } from '../src/subgraph.ts';
import { answersOf, type Neighbourhood, type Role, type Tie } from './neighbours.ts';

export interface FoundLeave {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly days: number;
  readonly slots: readonly { readonly date: string; readonly part: string }[];
}

export interface FoundBalance {
  readonly leaveYear: number;
  readonly grantedDays: number;
  readonly takenDays: number;
  readonly pendingDays: number;
  readonly availableDays: number | null;
}

export const leaveFields = 'id state version days slots { date part }';

/** A school with a child, its guardian and teacher, two registrars and a department, and neighbours that a test may change. */
export class LeaveSchool implements Neighbourhood {
  readonly institution = newId();
  readonly school = newId();
  readonly department = newId();
  readonly otherSchool = newId();
  readonly registrar = newId();
  readonly colleague = newId();
  readonly administrator = newId();
  readonly teacher = newId();
  readonly head = newId();
  readonly guardian = newId();
  readonly child = newId();
  readonly roles: Role[] = [];
  readonly ties: Tie[] = [];
  readonly teaching: { staffId: string; studentId: string; organizationId: string }[] = [];
  readonly students = new Map<string, string>();
  readonly staff = new Map<string, string>();
  /** Days on which the school is closed, besides weekends. */
  readonly closed = new Set<string>();
  /** Every ask, and how many statements had been sent before it. */
  readonly asked: { readonly name: string; readonly afterStatements: number }[] = [];
  timeZone = 'Europe/Vienna';
  today = '';
  subgraph!: TestSubgraph;
  #staffType = '';
  #studentType = '';

  static async open(): Promise<LeaveSchool> {
    const school = new LeaveSchool();
    const { registrar, colleague, administrator, teacher, head, guardian, child } = school;
    school.hold(registrar, 'REGISTRAR');
    school.hold(colleague, 'REGISTRAR');
    school.hold(administrator, 'ADMINISTRATOR', school.institution);
    school.hold(teacher, 'TEACHER');
    school.hold(head, 'HEAD_OF_DEPARTMENT', school.department);
    school.students.set(child, school.school);
    school.ties.push({ guardianId: guardian, studentId: child, recordsAccess: true, legal: true });
    school.teaching.push({ staffId: teacher, studentId: child, organizationId: school.department });
    const answers = Object.entries(answersOf(school)).map(([name, answer]) => {
      const noted = (input: never) => {
        school.asked.push({ name, afterStatements: school.subgraph.statements.length });
        return answer(input);
      };
      return [name, noted] as const;
    });
    school.subgraph = await TestSubgraph.start(leave, { answers: Object.fromEntries(answers) });
    const now = await school.subgraph.request().now();
    school.today = new Intl.DateTimeFormat('sv-SE', { timeZone: school.timeZone }).format(now);
    return school;
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }

  hold(personId: string, role: RoleName, organizationId = this.school): void {
    this.roles.push({ personId, role, organizationId, until: null });
    this.staff.set(personId, organizationId === this.institution ? this.institution : this.school);
  }

  /** A member of staff who teaches nobody. */
  member(organizationId = this.school): string {
    const personId = newId();
    this.staff.set(personId, organizationId);
    return personId;
  }

  /** A student without a guardian, whom the teacher teaches. */
  pupil(): string {
    const studentId = newId();
    this.students.set(studentId, this.school);
    this.teaching.push({ staffId: this.teacher, studentId, organizationId: this.department });
    return studentId;
  }

  day(offset: number): string {
    return addDays(this.today, offset);
  }

  /** The first Monday so many weeks ahead: weeks are whole, whatever day it is today. */
  monday(weeks = 2): string {
    const ahead = this.day(7 * weeks);
    return addDays(ahead, -((new Date(ahead).getUTCDay() + 6) % 7));
  }

  async command<T>(name: string, input: object, selection: string, by: string): Promise<T> {
    const data = await this.subgraph.as(by).data<Record<string, T>>(commandOf(name, selection), {
      input: { idempotencyKey: randomUUID(), ...input },
    });
    return data[name] as T;
  }

  refusal(name: string, input: object, selection: string, by: string): Promise<string> {
    return this.subgraph
      .as(by)
      .code(commandOf(name, selection), { input: { idempotencyKey: randomUUID(), ...input } });
  }

  async createType(more: object = {}): Promise<string> {
    const { leaveType } = await this.command<{ leaveType: { id: string } }>(
      'createLeaveType',
      { organizationId: this.institution, name: 'Leave', audience: 'STAFF', hasBalance: true, ...more },
      'leaveType { id }',
      this.administrator,
    );
    return leaveType.id;
  }

  /** With a balance, for staff. */
  async staffType(): Promise<string> {
    this.#staffType ||= await this.createType();
    return this.#staffType;
  }

  /** Without one, for students, up to two weeks afterwards. */
  async studentType(): Promise<string> {
    this.#studentType ||= await this.createType({
      audience: 'STUDENT',
      hasBalance: false,
      retroactiveDays: 14,
    });
    return this.#studentType;
  }

  async grant(
    personId: string,
    days: number,
    leaveYear: number,
    { leaveTypeId, by = this.administrator }: { leaveTypeId?: string; by?: string } = {},
  ): Promise<void> {
    const input = {
      personIds: [personId],
      leaveTypeId: leaveTypeId ?? (await this.staffType()),
      leaveYear,
      days,
    };
    await this.command('grantLeave', input, 'entries { id }', by);
  }

  async request(
    personId: string,
    firstDay: string,
    lastDay: string,
    more: object = {},
    by = personId,
  ): Promise<FoundLeave> {
    const { leaveRequest } = await this.command<{ leaveRequest: FoundLeave }>(
      'requestLeave',
      await this.requestInput(personId, firstDay, lastDay, more),
      `leaveRequest { ${leaveFields} }`,
      by,
    );
    return leaveRequest;
  }

  async requestRefusal(
    personId: string,
    firstDay: string,
    lastDay: string,
    more: object = {},
    by = personId,
  ): Promise<string> {
    const input = await this.requestInput(personId, firstDay, lastDay, more);
    return this.refusal('requestLeave', input, 'leaveRequest { id }', by);
  }

  async requestInput(personId: string, firstDay: string, lastDay: string, more: object = {}) {
    const leaveTypeId = this.students.has(personId) ? await this.studentType() : await this.staffType();
    return { personId, leaveTypeId, firstDay, lastDay, ...more };
  }

  async act(
    name: 'approveLeave' | 'declineLeave' | 'withdrawLeave' | 'cancelLeave',
    { id: leaveRequestId, version: expectedVersion }: Pick<FoundLeave, 'id' | 'version'>,
    by: string,
    more: object = {},
  ): Promise<FoundLeave> {
    const { leaveRequest } = await this.command<{ leaveRequest: FoundLeave }>(
      name,
      { leaveRequestId, expectedVersion, ...more },
      `leaveRequest { ${leaveFields} }`,
      by,
    );
    return leaveRequest;
  }

  actRefusal(
    name: string,
    { id: leaveRequestId, version: expectedVersion }: Pick<FoundLeave, 'id' | 'version'>,
    by: string,
    more: object = {},
  ): Promise<string> {
    return this.refusal(name, { leaveRequestId, expectedVersion, ...more }, 'leaveRequest { id }', by);
  }

  async balances(personId: string): Promise<FoundBalance[]> {
    const { _entities } = await this.subgraph
      .as(personId)
      .data<{ _entities: { leaveBalances: FoundBalance[] }[] }>(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer {
        leaveBalances { leaveYear grantedDays takenDays pendingDays availableDays } } } }`,
        { r: [{ __typename: 'Viewer', id: personId }] },
      );
    return _entities[0]?.leaveBalances ?? [];
  }

  /** The ids of what waits for this person, in order. */
  async queue(personId: string): Promise<string[]> {
    type Queue = { _entities: { leaveApprovals: { nodes: { id: string }[] } }[] };
    const { _entities } = await this.subgraph
      .as(personId)
      .data<Queue>(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { leaveApprovals(first: 200) { nodes { id } } } } }',
        { r: [{ __typename: 'Viewer', id: personId }] },
      );
    return _entities[0]?.leaveApprovals.nodes.map(({ id }) => id) ?? [];
  }

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.subgraph.databaseUrl });
    await client.connect();
    try {
      await client.query('set search_path to leave');
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }

  subtree(organizationId: string): string[] {
    if (organizationId === this.institution)
      return [this.institution, this.school, this.department, this.otherSchool];
    return organizationId === this.school ? [this.school, this.department] : [organizationId];
  }

  pathOf(organizationId: string): string[] {
    return this.subtree(this.institution).filter((other) => this.subtree(other).includes(organizationId));
  }
}

function commandOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
}
