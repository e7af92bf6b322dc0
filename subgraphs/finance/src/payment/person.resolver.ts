import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { isSelf, type VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PersonStub } from '../person.stub.ts';
import { organizationsKept } from '../person.ties.ts';
import { Payment } from './payment.entity.ts';
import { pageOfPayments, placeOf } from './payment.loader.ts';

const seen =
  'Seen by the person; and by who keeps the accounts of an organization, what was paid to that: null with FORBIDDEN where nothing was.';

const PaymentConnection = connectionOf('Payment', () => Payment, seen);

@Resolver(() => PersonStub)
export class PersonResolver {
  @FieldResolver(() => PaymentConnection, {
    nullable: true,
    description: `What the person has paid, newest first. ${seen}`,
  })
  async payments(
    @Root() { id }: PersonStub,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Payment>> {
    const page = pageOf(args, 2);
    const to = isSelf(request.actor, id) ? null : [...(await organizationsKept(request))];
    return toConnection(await pageOfPayments(request, id, to, page), page, placeOf);
  }
}

/** The own ones; of others, those of whom an organization whose accounts the person keeps has received something. */
export const seesPayments: VisibleKeys = async (request, personIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const own = personIds.filter((id) => isSelf(request.actor, id));
  const kept = [...(await organizationsKept(request))];
  if (kept.length === 0) return new Set(own);
  const { rows } = await sql<{ id: string }>`
    select distinct payer_id as id from payment
    where payer_id = any(${personIds}::uuid[]) and organization_id = any(${kept}::uuid[])
  `.execute(request.reads<unknown>());
  return new Set([...own, ...rows.map(({ id }) => id)]);
};
