import type { MembershipFigures } from '@shared/api/types';
import { useTexts } from '../../texts/use';
import { shownOf } from './shown';
import '../offers.css';

/** A membership in numbers: now, and in the period. */
export function PlanFigures({ row, currency }: { row: MembershipFigures; currency: string }) {
  const { t, format } = useTexts();
  return (
    <dl className="item-figures">
      {shownOf(row).map(({ name, count, money }) => (
        <div key={name}>
          <dt>{t(`plans.${name}`)}</dt>
          <dd className="figures">
            {money === undefined ? format.number(count) : format.money(money, currency)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
