import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage, WaitingRows } from '@shared/components/Waiting';
import { useSession } from '@shared/session/session';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { Shell } from './Shell';
import { Home } from './screens/Home';

// The card comes first; whatever is looked at later is loaded later.
const Account = lazy(() => import('./screens/Account'));
const SignIn = lazy(() => import('./screens/SignIn'));
const NotAMember = lazy(() => import('./screens/NotAMember'));

export function App() {
  return (
    <Suspense fallback={<WaitingPage />}>
      <Screens />
    </Suspense>
  );
}

function Screens() {
  const session = useSession();
  if (session.isPending) return <WaitingPage />;
  if (session.isError) {
    return (
      <main className="centred">
        <ProblemNote error={session.error} onRetry={session.refetch} />
      </main>
    );
  }
  if (!session.data) return <SignIn />;
  if (session.data.kind !== 'member') return <NotAMember name={session.data.name} />;
  const { name } = session.data;
  return (
    <Router base="/app">
      <Shell>
        <Switch>
          <Route path="/">
            <Home name={name} />
          </Route>
          <Route path="/account">
            <Suspense fallback={<WaitingRows />}>
              <Account />
            </Suspense>
          </Route>
          <Route>
            <Redirect to="/" replace />
          </Route>
        </Switch>
      </Shell>
    </Router>
  );
}
