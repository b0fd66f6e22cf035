import { useRead } from '@shared/api/hooks';
import { useSharedTexts } from '@shared/i18n/TextProvider';
import { may, useSession } from '@shared/session/session';
import { said, saidToHave, type ToldUnit } from '@shared/units/said';
import { useMemo } from 'react';
import { useTexts } from '../texts/use';

/** Amounts of units, with the decimals and the name that the programme gives them. */
export function useUnits() {
  const { format } = useTexts();
  const speech = useSharedTexts();
  const { data: session } = useSession();
  const mayRead = may(session, 'programme.see') || may(session, 'members.see');
  const { data: programme } = useRead('GET /v1/programme', {}, { enabled: mayRead });
  return useMemo(() => {
    const known = new Map(programme?.units.map((unit) => [unit.key, unit]));
    const told = (unit: string): ToldUnit => known.get(unit) ?? { name: unit };
    const amount = (unit: string, decimal: string) =>
      format.amount(decimal, known.get(unit)?.scale);
    return {
      units: programme?.units ?? [],
      currency: programme?.currency,
      name: (unit: string) => told(unit).name,
      amount,
      /** "1,200 points", "Coffee card: 3 stamps" */
      counted: (unit: string, decimal: string) =>
        said(speech, told(unit), decimal, amount(unit, decimal)),
      /** What somebody has: "1,200 points", "Coffee card: 3 of 10 stamps" */
      had: (unit: string, decimal: string) =>
        saidToHave(speech, told(unit), decimal, amount(unit, decimal)),
      /** The number alone, where the name stands beside it: "1,200", "3 / 10" */
      figure: (unit: string, decimal: string) => {
        const { card } = told(unit);
        return card ? `${amount(unit, decimal)} / ${card}` : amount(unit, decimal);
      },
    };
  }, [programme, format, speech]);
}
