import { commit } from '@learnova/platform/commit';
import { type Done, idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Gradebook } from '../gradebook/gradebook.entity.ts';
import { contentsNow } from '../gradebook/gradebook.loader.ts';
import { loadForKeeping, nextVersion, rereadGradebook } from '../gradebook/keep.ts';
import { LineItem } from './line-item.entity.ts';
import {
  ChangeLineItemInput,
  ChangeLineItemPayload,
  CreateLineItemInput,
  CreateLineItemPayload,
} from './line-item.inputs.ts';
import { decideLineItem } from './line-item.rules.ts';

const keepers = 'For teachers of the section and its office.';

@Resolver()
export class LineItemMutations {
  @Mutation(() => CreateLineItemPayload, {
    description: `Adds something that is assessed in a section. A day before it is due, students who have not handed it in are reminded of its title. ${keepers}`,
  })
  createLineItem(
    @Arg('input', () => CreateLineItemInput, { description: 'The line item.' }) input: CreateLineItemInput,
    @Ctx() request: Request,
  ): Promise<CreateLineItemPayload> {
    return save(request, input, () => newId());
  }

  @Mutation(() => ChangeLineItemPayload, {
    description: `Changes what is assessed, for all scores at it. What was published stays as it was. ${keepers}`,
  })
  changeLineItem(
    @Arg('input', () => ChangeLineItemInput, { description: 'The line item.' }) input: ChangeLineItemInput,
    @Ctx() request: Request,
  ): Promise<ChangeLineItemPayload> {
    return save(request, input, () => input.lineItemId);
  }
}

interface Saved {
  readonly lineItem: LineItem;
  readonly gradebook: Gradebook;
}

function save(
  request: Request,
  input: CreateLineItemInput | ChangeLineItemInput,
  idOf: () => string,
): Promise<Saved> {
  const { sectionId, expectedVersion } = input;
  return idempotent(request, input, {
    replay: (done) => reread(request, sectionId, done),
    run: async (remember) => {
      const { gradebook, held } = await loadForKeeping(request, sectionId, expectedVersion);
      const id = idOf();
      if ('lineItemId' in input && !held.items.some((item) => item.id === id)) throw notFound('line item');
      const said = decideLineItem(
        input,
        held.scheme,
        held.scores.filter(({ lineItemId }) => lineItemId === id),
      );
      const { next, fact } = await nextVersion(request, gradebook);
      const lineItem = Object.assign(new LineItem(), { id, ...fact, ...said });
      request.em.persist(lineItem);
      remember({ aggregateId: id, version: fact.version });
      await commit(request);
      return { lineItem, gradebook: next };
    },
  });
}

async function reread(request: Request, sectionId: string, { aggregateId }: Done): Promise<Saved> {
  const gradebook = await rereadGradebook(request, sectionId);
  const { items } = await contentsNow(request, sectionId);
  const lineItem = items.find(({ id }) => id === aggregateId);
  if (!lineItem) throw notFound('line item');
  return { lineItem, gradebook };
}
