import { type Connection, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Args, Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { pageOfInvoices, placeOf } from '../invoice/invoice.loader.ts';
import { studentsOfPayer } from '../person.ties.ts';
import { InvoiceConnection } from './account.resolver.ts';

@Directive('@key(fields: "id")')
@ObjectType('Viewer', { description: sharedTypes.Viewer.type })
export class ViewerStub {
  @Field(() => UUID, { description: sharedTypes.Viewer.id })
  id!: string;
}

@Resolver(() => ViewerStub)
export class ViewerResolver {
  @FieldResolver(() => InvoiceConnection, {
    nullable: true,
    description:
      'The own invoices, and those of the students for whom the person pays now, newest first. Seen by that person alone.',
  })
  async invoices(
    @Root() _viewer: ViewerStub,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Invoice>> {
    const page = pageOf(args, 2);
    const studentIds = [...(await studentsOfPayer(request)).keys()].sort();
    return toConnection(await pageOfInvoices(request, studentIds, null, page), page, placeOf);
  }
}
