import type { Decimal } from '@shared/api/types';
import { useTexts } from '../texts/use';
import { useIfThere, useOwnSpoken } from './own';
import { wordOf } from './word';

/** How the units of the programme are written. */
export function useUnits() {
  const { locale, format } = useTexts();
  const programme = useIfThere('GET /v1/programme', {});
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing');
  const plain = programme.data?.units ?? [];
  const rich = standing.data?.units ?? [];
  const word = (unit: string, amount: Decimal) => {
    const told = rich.find((one) => one.unit === unit);
    const name = told?.name ?? plain.find((one) => one.key === unit)?.name ?? unit;
    return wordOf({ name, forms: told?.forms }, amount, locale);
  };
  return {
    word,
    /** `1,200 points` */
    say: (unit: string, amount: Decimal) => `${format.amount(amount)} ${word(unit, amount)}`,
    kindOf: (unit: string) => rich.find((one) => one.unit === unit)?.kind ?? 'points',
    worthOf: (unit: string) => rich.find((one) => one.unit === unit)?.worth ?? undefined,
    currency: standing.data?.currency ?? programme.data?.currency,
    timeZone: programme.data?.time_zone,
  };
}
