import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { organizationsKept } from '../person.ties.ts';
import { reasons } from './reason.loader.ts';
import { Reversal } from './reversal.entity.ts';

@Resolver(() => Reversal)
export class ReversalResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why, in the words of who did it. Only for who keeps the accounts of its organization; null with FORBIDDEN for others.',
  })
  async reason(
    @Root() { documentId, organizationId }: Reversal,
    @Ctx() request: Request,
  ): Promise<string | null> {
    if (!(await organizationsKept(request)).has(organizationId)) throw forbidden();
    return (await request.load(reasons, documentId))?.reason ?? null;
  }
}
