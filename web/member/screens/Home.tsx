import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { lazy, Suspense } from 'react';
import { Pass } from '../card/Pass';
import { useOwn } from '../own/own';
import { useTexts } from '../texts/use';

// The card first: what is below it comes when it is painted.
const Below = lazy(() => import('./home/Below'));

export default function Home() {
  const { t } = useTexts();
  const member = useOwn('GET /v1/members/{member_id}');
  const name = member.data?.name?.split(' ')[0];
  return (
    <div className="page">
      <h1 className="hello">{name ? t('home.hello', { name }) : t('home.helloAgain')}</h1>
      {member.data?.blocked && <p className="note note-bad">{t('home.blocked')}</p>}
      <Pass member={member.data} />
      <ProblemNote error={member.error} onRetry={member.refetch} />
      <Suspense fallback={<WaitingRows rows={2} />}>
        <Below />
      </Suspense>
    </div>
  );
}
