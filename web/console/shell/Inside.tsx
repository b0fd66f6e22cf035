import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage } from '@shared/components/Waiting';
import { useSession } from '@shared/session/session';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Shell } from './Shell';
import { ToSignIn } from './ToSignIn';
import { WrongPlace } from './WrongPlace';

const SecondFactor = lazy(() => import('../screens/SecondFactor'));

/** Everything that needs somebody of the staff who is fully signed in. */
export function Inside() {
  const session = useSession();

  if (session.isPending) return <WaitingPage />;
  if (session.isError) {
    return (
      <main className="centred">
        <ProblemNote error={session.error} onRetry={session.refetch} />
      </main>
    );
  }
  const who = session.data;
  if (!who) return <ToSignIn />;
  if (who.kind === 'member' || who.role === 'cashier') return <WrongPlace session={who} />;
  if (who.needs_second_factor) {
    return (
      <Suspense fallback={<WaitingPage />}>
        <SecondFactor />
      </Suspense>
    );
  }
  return (
    <Shell session={who}>
      <Outlet />
    </Shell>
  );
}
