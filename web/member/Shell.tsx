import { Mark } from '@shared/components/Mark';
import { IconCards, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from './texts/use';

/** A head with the shop, the screen, and the menu where a thumb reaches it. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const active = (isActive: boolean) => (isActive ? 'tab is-here' : 'tab');
  return (
    <div className="phone">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <Mark />
      </header>
      <main id="content" className="screen" tabIndex={-1}>
        {children}
      </main>
      <nav className="tabs" aria-label={t('nav.label')}>
        <Link href="/" className={active}>
          <IconCards aria-hidden />
          {t('nav.home')}
        </Link>
        <Link href="/account" className={active}>
          <IconUser aria-hidden />
          {t('nav.account')}
        </Link>
      </nav>
    </div>
  );
}
