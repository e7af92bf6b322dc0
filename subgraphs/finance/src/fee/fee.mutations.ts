import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { badInput, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Programs, Sessions } from '@learnova/schema/asks/academics';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitKeeping } from '../bursary.policy.ts';
import { changed } from '../changed.refusal.ts';
import {
  CreateFeeItemInput,
  CreateFeeItemPayload,
  CreateFeeStructureInput,
  CreateFeeStructurePayload,
  RetireFeeStructureInput,
  RetireFeeStructurePayload,
} from './fee.inputs.ts';
import { feeItems, feeItemsOf, feeStructures } from './fee.loader.ts';
import { decideCharges } from './fee.rules.ts';
import { FeeItem } from './fee-item.entity.ts';
import { FeeStructure } from './fee-structure.entity.ts';

const keepers = 'For bursars and administrators of the organization or above it.';

@Resolver()
export class FeeMutations {
  @Mutation(() => CreateFeeItemPayload, { description: `Adds something that is charged for. ${keepers}` })
  createFeeItem(
    @Arg('input', { description: 'The item.' }) input: CreateFeeItemInput,
    @Ctx() request: Request,
  ): Promise<CreateFeeItemPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        feeItem: await fresh(request, feeItems, aggregateId, 'fee item'),
      }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);
        await permitKeeping(request, organizationId);
        const code = decideText(input.code, ['input', 'code'], 20);
        const title = decideText(input.title, ['input', 'title']);
        const others = await feeItemsOf(request, organizationId);
        if (others.some((other) => other.code === code))
          throw refusal(
            'FINANCE_FEE_ITEM_EXISTS',
            'There is an item of this code. Use it, or choose another code.',
            {
              field: ['input', 'code'],
            },
          );
        const feeItem = Object.assign(new FeeItem(), { id: newId(), organizationId, code, title });
        request.em.persist(feeItem);
        remember({ aggregateId: feeItem.id, version: 1 });
        await commit(request);
        return { feeItem };
      },
    });
  }

  @Mutation(() => CreateFeeStructurePayload, {
    description: `Says what a cohort is charged. Nobody is charged before a run of invoices. ${keepers}`,
  })
  createFeeStructure(
    @Arg('input', { description: 'The structure.' }) input: CreateFeeStructureInput,
    @Ctx() request: Request,
  ): Promise<CreateFeeStructurePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId: id }) => ({ feeStructure: await load(request, id) }),
      run: async (remember) => {
        const { organizationId, academicSessionId, dueOn, currency, grade = null, programId = null } = input;
        const { path } = await placeOf(request, organizationId);
        await permitKeeping(request, organizationId);
        const [session] = await request.ask(Sessions, { sessionIds: [academicSessionId] });
        if (!session || !path.includes(session.organizationId))
          throw badInput(['input', 'academicSessionId'], 'The organization has no such school year or term.');
        await checkProgram(request, programId, path);
        const charges = decideCharges(input.charges, await feeItemsOf(request, organizationId));
        const feeStructure = Object.assign(new FeeStructure(), {
          ...{ id: newId(), organizationId, academicSessionId, grade, programId, dueOn, currency, charges },
          title: decideText(input.title, ['input', 'title']),
          changedBy: person(request).personId,
          changedAt: await request.now(),
        });
        request.em.persist(feeStructure);
        remember({ aggregateId: feeStructure.id, version: 1 });
        await commit(request);
        return { feeStructure };
      },
    });
  }

  @Mutation(() => RetireFeeStructurePayload, {
    description: `Takes a fee structure out of use: no run begins with it any more. What was invoiced stays. ${keepers}`,
  })
  retireFeeStructure(
    @Arg('input', { description: 'Which.' }) input: RetireFeeStructureInput,
    @Ctx() request: Request,
  ): Promise<RetireFeeStructurePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId: id }) => ({ feeStructure: await load(request, id) }),
      run: async (remember) => {
        const feeStructure = await load(request, input.feeStructureId);
        await permitKeeping(request, feeStructure.organizationId);
        if (feeStructure.version !== input.expectedVersion)
          throw await changed(request, 'fee structure', feeStructure);
        const now = await request.now();
        feeStructure.retiredAt ??= now;
        Object.assign(feeStructure, { changedBy: person(request).personId, changedAt: now });
        remember({ aggregateId: feeStructure.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { feeStructure };
      },
    });
  }
}

/** @param path the organizations whose programs the students of the last of them may be in */
async function checkProgram(
  request: Request,
  programId: string | null,
  path: readonly string[],
): Promise<void> {
  if (programId === null) return;
  const [program] = await request.ask(Programs, { programIds: [programId] });
  if (!program || !path.includes(program.organizationId))
    throw badInput(['input', 'programId'], 'The organization has no such program.');
}

function load(request: Request, id: string): Promise<FeeStructure> {
  return fresh(request, feeStructures, id, 'fee structure');
}
