import { ApiProblem, OFFLINE } from '@shared/api/problem';
import { Mark } from '@shared/components/Mark';
import { useSession } from '@shared/session/session';
import {
  IconCards,
  IconCloudOff,
  IconGift,
  IconHistory,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useOnline } from './own/online';
import { useSections } from './own/sections';
import { useTexts } from './texts/use';

/** A head with the shop, the screen, and the menu where a thumb reaches it. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const main = useRef<HTMLElement>(null);
  const [place] = useLocation();
  const first = useRef(place);
  useEffect(() => {
    if (first.current === place) return;
    first.current = '';
    main.current?.scrollTo(0, 0);
    // Who hears the page, or uses the keyboard, begins at the new screen.
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <div className="phone">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <Mark />
      </header>
      <main ref={main} id="content" className="screen" tabIndex={-1}>
        <Offline />
        {children}
      </main>
      <Tabs place={place} />
    </div>
  );
}

function Tabs({ place }: { place: string }) {
  const { t } = useTexts();
  const has = useSections();
  const tabs = [
    { to: '/', name: t('nav.home'), icon: <IconCards aria-hidden />, isThere: true },
    { to: '/offers', name: t('nav.offers'), icon: <IconTicket aria-hidden />, isThere: has.offers },
    {
      to: '/rewards',
      name: t('nav.rewards'),
      icon: <IconGift aria-hidden />,
      isThere: has.rewards,
    },
    { to: '/history', name: t('nav.history'), icon: <IconHistory aria-hidden />, isThere: true },
    { to: '/me', name: t('nav.me'), icon: <IconUser aria-hidden />, isThere: true },
  ];
  return (
    <nav className="tabs" aria-label={t('nav.label')}>
      {tabs
        .filter(({ isThere }) => isThere)
        .map(({ to, name, icon }) => {
          const isHere = to === '/' ? place === '/' : place.startsWith(to);
          return (
            <Link
              key={to}
              href={to}
              className={isHere ? 'tab is-here' : 'tab'}
              aria-current={isHere ? 'page' : undefined}
            >
              {icon}
              <span>{name}</span>
            </Link>
          );
        })}
    </nav>
  );
}

/** What stands here was read earlier; the card works all the same. */
function Offline() {
  const { t } = useTexts();
  const isOnline = useOnline();
  const { error } = useSession();
  const isUnreachable = error instanceof ApiProblem && error.code === OFFLINE;
  if (isOnline && !isUnreachable) return null;
  return (
    <p className="offline" role="status">
      <IconCloudOff aria-hidden size={20} />
      {t('offline')}
    </p>
  );
}
