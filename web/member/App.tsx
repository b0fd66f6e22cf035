import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage, WaitingRows } from '@shared/components/Waiting';
import { useSession } from '@shared/session/session';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { home } from './first';
import { Me } from './own/own';
import { useShop } from './own/shop';
import { Ahead } from './parts/Ahead';
import { Shell } from './Shell';

// Each screen comes when it is opened; the first one is the card, or the way to it.
const SignIn = lazy(() => import('./screens/SignIn'));
const NotAMember = lazy(() => import('./screens/NotAMember'));
const Later = lazy(() => import('./screens/Later'));

export function App() {
  return (
    <Suspense fallback={<WaitingPage />}>
      <Screens />
    </Suspense>
  );
}

function Screens() {
  useShop();
  const session = useSession();
  const who = session.data;
  // Without a network, whoever was signed in last still sees their card.
  if (who === undefined && session.isError) {
    return (
      <main className="centred">
        <ProblemNote error={session.error} onRetry={session.refetch} />
      </main>
    );
  }
  if (who === undefined) return <WaitingPage />;
  if (who === null) return <SignIn />;
  if (who.kind !== 'member') return <NotAMember name={who.name} />;
  return (
    <Me.Provider value={who.id}>
      <Router base="/app">
        <Shell>
          <Suspense fallback={<WaitingRows />}>
            <Switch>
              <Route path="/">
                <Ahead of={home} with={{}} />
              </Route>
              <Route path="/account">
                <Redirect to="/me" replace />
              </Route>
              <Route component={Later} />
            </Switch>
          </Suspense>
        </Shell>
      </Router>
    </Me.Provider>
  );
}
