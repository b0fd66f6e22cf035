import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import type { Session } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage } from '@shared/components/Waiting';
import { useSession, useSignOut } from '@shared/session/session';
import { lazy, Suspense, useEffect } from 'react';
import { Bar } from './Bar';
import { keep, keepSession, kept } from './offline/kept';
import { forgetShop } from './offline/leave';
import { lockHere, useLockedHere } from './offline/lock';
import { useTurn } from './offline/turn';
import { useKept } from './offline/useKept';
import { placeOf } from './place';
import { Enrol } from './screens/Enrol';
import { OpenElsewhere } from './screens/OpenElsewhere';
import { SignedInElsewhere } from './screens/SignedInElsewhere';
import { SignIn } from './screens/SignIn';
import { useShop } from './shop';

const Counter = lazy(() =>
  import('./screens/Counter').then(({ Counter: default_ }) => ({ default: default_ })),
);

/** Whether the device is set up comes before the question who stands at it. */
export function App() {
  useShop();
  const deviceRead = useRead('GET /v1/till', {});
  const sessionRead = useSession();
  const device = useKept(deviceRead, kept('device'));
  const session = useKept<Session | null>(sessionRead, kept('session'));
  useEffect(() => {
    if (deviceRead.data) keep('device', deviceRead.data);
  }, [deviceRead.data]);
  useEffect(() => {
    // No answer leaves what was kept as it is; "nobody" does not.
    if (sessionRead.data !== undefined) keepSession(sessionRead.data);
  }, [sessionRead.data]);

  const isNoTill = deviceRead.isError && needsCode(deviceRead.error);
  useEffect(() => {
    if (isNoTill) void forgetShop();
  }, [isNoTill]);
  const isLockedHere = useEndedLater();
  const isOurTurn = useTurn();

  if (isNoTill) {
    return (
      <Bar>
        <Enrol wasRevoked={(deviceRead.error as ApiProblem).code === 'till.revoked'} />
      </Bar>
    );
  }
  if (!device || session === undefined) {
    const error = deviceRead.error ?? sessionRead.error;
    if (!error) return <WaitingPage />;
    const retry = () => void Promise.all([deviceRead.refetch(), sessionRead.refetch()]);
    return (
      <main className="centred">
        <ProblemNote error={error} onRetry={retry} />
      </main>
    );
  }
  const { till, cashiers } = device;
  if (!session || isLockedHere) {
    return (
      <Bar title={placeOf(device)}>
        <SignIn cashiers={cashiers} onSignedIn={() => lockHere(false)} />
      </Bar>
    );
  }
  if (session.till !== till.id) {
    return (
      <Bar title={placeOf(device)}>
        <SignedInElsewhere name={session.name} />
      </Bar>
    );
  }
  if (isOurTurn === undefined) return <WaitingPage />;
  if (!isOurTurn) {
    return (
      <Bar title={placeOf(device)}>
        <OpenElsewhere />
      </Bar>
    );
  }
  return (
    <Suspense fallback={<WaitingPage />}>
      <Counter device={device} cashier={session} />
    </Suspense>
  );
}

/** Whether the till was locked without the server, which hears of it as soon as there is a network. */
function useEndedLater(): boolean {
  const isLocked = useLockedHere();
  const signOut = useSignOut();
  useEffect(() => {
    if (!isLocked) return;
    // Not reached: the till stays locked, and signing in ends the session too.
    const end = () =>
      void signOut().then(
        () => lockHere(false),
        () => {},
      );
    end();
    window.addEventListener('online', end);
    return () => window.removeEventListener('online', end);
  }, [isLocked, signOut]);
  return isLocked;
}

const needsCode = (error: Error) =>
  error instanceof ApiProblem && (error.code === 'till.unknown' || error.code === 'till.revoked');
