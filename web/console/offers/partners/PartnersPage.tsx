import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import '../offers.css';

/** The head of the screens about partners. Partners themselves read only of their own firm, and no affiliates. */
export function PartnersPage({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const seesAll = may(session, 'money.see');
  return (
    <Page
      title={t('partners.title')}
      lead={t(seesAll ? 'partners.lead' : 'partners.leadOwn')}
      action={action}
    >
      <nav className="subnav" aria-label={t('partners.nav')}>
        <Link to="/offers/partners" activeOptions={{ exact: true, includeSearch: false }}>
          {t('partners.settlement')}
        </Link>
        {seesAll && <Link to="/offers/partners/affiliates">{t('partners.affiliates')}</Link>}
        <Link to="/offers/partners/disputes">{t('partners.disputes')}</Link>
      </nav>
      {children}
    </Page>
  );
}
