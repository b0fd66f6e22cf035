import { Link } from '@tanstack/react-router';
import { useTexts } from '../../texts/use';
import '../offers.css';

export function PartnersNav() {
  const { t } = useTexts();
  return (
    <nav className="subnav" aria-label={t('partners.nav')}>
      <Link to="/offers/partners" activeOptions={{ exact: true, includeSearch: false }}>
        {t('partners.settlement')}
      </Link>
      <Link to="/offers/partners/affiliates">{t('partners.affiliates')}</Link>
      <Link to="/offers/partners/disputes">{t('partners.disputes')}</Link>
    </nav>
  );
}
