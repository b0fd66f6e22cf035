import type { Decimal } from '@shared/api/types';
import { useSharedTexts } from '@shared/i18n/TextProvider';
import { said } from '@shared/units/said';
import { wordOf } from '@shared/units/word';
import { useTexts } from '../texts/use';
import { useIfThere, useOwnSpoken } from './own';

/** How the units of the programme are written. */
export function useUnits() {
  const { format } = useTexts();
  const speech = useSharedTexts();
  const programme = useIfThere('GET /v1/programme', {});
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing');
  const plain = programme.data?.units ?? [];
  const rich = standing.data?.units ?? [];
  const told = (unit: string) =>
    rich.find((one) => one.unit === unit) ?? {
      name: plain.find((one) => one.key === unit)?.name ?? unit,
    };
  return {
    word: (unit: string, amount: Decimal) => wordOf(told(unit), amount, speech.locale),
    /** `1,200 points`, `Coffee card: 3 stamps`; with a sign for what comes or goes. */
    say: (unit: string, amount: Decimal, sign = '') =>
      said(speech, told(unit), amount, sign + format.amount(amount)),
    kindOf: (unit: string) => rich.find((one) => one.unit === unit)?.kind ?? 'points',
    worthOf: (unit: string) => rich.find((one) => one.unit === unit)?.worth ?? undefined,
    currency: standing.data?.currency ?? programme.data?.currency,
    timeZone: programme.data?.time_zone,
  };
}
