import { useTexts } from '../../texts/use';
import type { Rows } from '../rows';

const NAMES = {
  '/reports/days': 'reports.days',
  '/reports/receipts': 'receipts.title',
  '/reports/certificates': 'certificates.title',
  '/settings/activity': 'activity.title',
  '/members': 'members.title',
  '/offers': 'offers.title',
} as const;

/** Where a link leads, for those who hear it; it stands inside of the link. */
export function Opens({ to }: Pick<Rows, 'to'>) {
  const { t } = useTexts();
  return <span className="heard">{t('reports.opens', { where: t(NAMES[to]) })}</span>;
}
