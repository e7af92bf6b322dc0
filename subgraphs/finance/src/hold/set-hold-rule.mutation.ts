import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { checkAmount, Money, MoneyInput, money } from '@learnova/platform/money';
import { placeOf } from '@learnova/platform/places';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { permitKeeping } from '../bursary.policy.ts';
import { changed } from '../changed.refusal.ts';
import { HoldRule } from './hold-rule.entity.ts';
import { keepPlaces } from './invoicing-organizations.ts';

@InputType({ description: 'From which arrears on an organization holds results back.' })
export class SetHoldRuleInput {
  @Field(() => UUID, {
    description:
      'The organization whose invoices count, and those of each below it for which no nearer rule is set.',
  })
  organizationId!: string;

  @Field(() => MoneyInput, {
    description: 'Results of whoever owes one of them as much as this overdue are held back.',
  })
  from!: MoneyInput;

  @Field(() => Int, { description: 'Days overdue that do not count yet, 0 to 365.' })
  graceDays!: number;

  @Field(() => Int, { description: 'The version of the rule that was read; 0 where there was none.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The rule that was set. Only who set it sees it here.' })
export class SetHoldRulePayload {
  @Field(() => HoldRule, { description: 'The rule as it is now. Only who set it sees it here.' })
  holdRule!: HoldRule;
}

@Resolver(() => HoldRule)
export class HoldRuleResolver {
  @FieldResolver(() => Money, {
    description: 'The arrears from which on it holds. Seen by who keeps the accounts of the organization.',
  })
  from(@Root() { fromMinor, currency }: HoldRule): Money {
    return money(fromMinor, currency);
  }

  @Mutation(() => SetHoldRulePayload, {
    description:
      'Says from which arrears on results are held back, by the invoices of the organization and of each below it for which no nearer ' +
      'rule is set. It holds from the next read; who is held by it is told by the next morning. ' +
      'For bursars and administrators of the organization or above it.',
  })
  setHoldRule(
    @Arg('input', () => SetHoldRuleInput, { description: 'The rule.' }) input: SetHoldRuleInput,
    @Ctx() request: Request,
  ): Promise<SetHoldRulePayload> {
    const { organizationId, graceDays, expectedVersion } = input;
    return idempotent(request, input, {
      replay: async () => {
        await permitKeeping(request, organizationId);
        return { holdRule: await request.em.findOneOrFail(HoldRule, { organizationId }) };
      },
      run: async (remember) => {
        await placeOf(request, organizationId);
        await permitKeeping(request, organizationId);
        await keepPlaces(request);
        const before = await request.em.findOne(HoldRule, { organizationId });
        const { version = 0, changedBy = null, changedAt = null } = before ?? {};
        if (version !== expectedVersion)
          throw await changed(request, 'rule', { version, changedBy, changedAt });
        checkAmount(input.from.amountMinor, ['input', 'from', 'amountMinor']);
        if (graceDays < 0 || graceDays > 365)
          throw badInput(['input', 'graceDays'], 'Grace is 0 to 365 days.');
        const holdRule = Object.assign(before ?? new HoldRule(), {
          ...{ organizationId, fromMinor: input.from.amountMinor, currency: input.from.currency, graceDays },
          ...{ changedBy: person(request).personId, changedAt: await request.now() },
        });
        request.em.persist(holdRule);
        remember({ aggregateId: organizationId, version: version + 1 });
        await commit(request);
        return { holdRule };
      },
    });
  }
}
