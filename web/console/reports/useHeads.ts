import { useUnits } from '../shell/units';
import { useTexts } from '../texts/use';
import { type DayColumn, isOfUnit } from './columns';

const HEADS = {
  receipts: 'home.receipts',
  total: 'home.turnover',
  member_total: 'reports.ofMembers',
  discount: 'home.discount',
  returns: 'home.returns',
  joined: 'reports.joined',
  active: 'reports.active',
  issued: 'home.issued',
  spent: 'home.spent',
  expired: 'home.expired',
} as const satisfies Record<DayColumn, string>;

/** How the columns of the table by day are called; those of a unit say which. */
export function useHeads(unit: string | undefined): (column: DayColumn) => string {
  const { t } = useTexts();
  const units = useUnits();
  return (column) => {
    const what = t(HEADS[column]);
    return unit && isOfUnit(column) ? t('reports.ofUnit', { what, unit: units.name(unit) }) : what;
  };
}
