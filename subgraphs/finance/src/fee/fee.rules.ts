import { checkAmount } from '@learnova/platform/money';
import { badInput, refusal } from '@learnova/platform/refusal';
import type { Charge } from './charge.type.ts';

interface Priced {
  readonly feeItemId: string;
  readonly amountMinor: number;
}

interface Item {
  readonly id: string;
  readonly title: string;
}

/** The lines of a fee structure: at least one, each item of the organization once, each for something. */
export function decideCharges(wanted: readonly Priced[], items: readonly Item[]): Charge[] {
  if (wanted.length === 0 || wanted.length > 50)
    throw badInput(['input', 'charges'], 'A fee structure charges for 1 to 50 items.');
  return wanted.map(({ feeItemId, amountMinor }, index) => {
    const at = ['input', 'charges', `${index}`];
    const item = items.find(({ id }) => id === feeItemId);
    if (!item)
      throw refusal(
        'FINANCE_FEE_ITEM_UNKNOWN',
        'The organization has no such fee item. Choose one of its own.',
        {
          field: [...at, 'feeItemId'],
        },
      );
    if (wanted.findIndex((other) => other.feeItemId === feeItemId) < index)
      throw badInput([...at, 'feeItemId'], 'This item is charged for already. Add its amounts up.');
    checkAmount(amountMinor, [...at, 'amountMinor']);
    return { feeItemId, title: item.title, amountMinor };
  });
}
