import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/use';
import './offers.css';

/** Between the screens about offers; each shows only to those who may read what stands there. */
export function OffersNav() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const exact = { exact: true };
  const seesPlans = may(session, 'members.see') || may(session, 'reports.see');
  return (
    <nav className="subnav" aria-label={t('offers.nav')}>
      <Link to="/offers" activeOptions={exact}>
        {t('offers.title')}
      </Link>
      {may(session, 'issue') && <Link to="/offers/coupons">{t('coupons.title')}</Link>}
      {may(session, 'members.see') && <Link to="/offers/raffles">{t('raffles.title')}</Link>}
      {seesPlans && <Link to="/offers/memberships">{t('plans.title')}</Link>}
      {may(session, 'members.see') && <Link to="/offers/together">{t('together.title')}</Link>}
    </nav>
  );
}
