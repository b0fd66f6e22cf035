import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { useMemo } from 'react';
import { useTexts } from '../texts/use';

/** Amounts of units, with the decimals and the name that the programme gives them. */
export function useUnits() {
  const { format } = useTexts();
  const { data: session } = useSession();
  const mayRead = may(session, 'programme.see') || may(session, 'members.see');
  const { data: programme } = useRead('GET /v1/programme', {}, { enabled: mayRead });
  return useMemo(() => {
    const known = new Map(programme?.units.map((unit) => [unit.key, unit]));
    const name = (unit: string) => known.get(unit)?.name ?? unit;
    const amount = (unit: string, decimal: string) =>
      format.amount(decimal, known.get(unit)?.scale);
    return {
      units: programme?.units ?? [],
      currency: programme?.currency,
      name,
      amount,
      /** "1,200 points" */
      counted: (unit: string, decimal: string) => `${amount(unit, decimal)} ${name(unit)}`,
    };
  }, [programme, format]);
}
