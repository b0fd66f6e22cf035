import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage } from '@shared/components/Waiting';
import { useSession } from '@shared/session/session';
import { Bar } from './Bar';
import { Counter } from './screens/Counter';
import { Enrol } from './screens/Enrol';
import { SignedInElsewhere } from './screens/SignedInElsewhere';
import { SignIn } from './screens/SignIn';

/** Whether the device is set up comes before the question who stands at it. */
export function App() {
  const device = useRead('GET /v1/till', {});
  const session = useSession();

  if (device.isPending || session.isPending) return <WaitingPage />;
  if (device.isError && needsCode(device.error)) {
    return (
      <Bar>
        <Enrol wasRevoked={(device.error as ApiProblem).code === 'till.revoked'} />
      </Bar>
    );
  }
  const error = device.error ?? session.error;
  if (error || !device.data) {
    const retry = () => void Promise.all([device.refetch(), session.refetch()]);
    return (
      <main className="centred">
        <ProblemNote error={error} onRetry={retry} />
      </main>
    );
  }
  const { till, cashiers } = device.data;
  if (!session.data) {
    return (
      <Bar title={till.name}>
        <SignIn cashiers={cashiers} />
      </Bar>
    );
  }
  if (session.data.till !== till.id) {
    return (
      <Bar title={till.name}>
        <SignedInElsewhere name={session.data.name} />
      </Bar>
    );
  }
  return <Counter till={till} name={session.data.name} />;
}

const needsCode = (error: Error) =>
  error instanceof ApiProblem && (error.code === 'till.unknown' || error.code === 'till.revoked');
