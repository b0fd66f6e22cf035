import { lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Part } from '../parts/Part';

const Offers = lazy(() => import('./offers/Offers'));
const Challenges = lazy(() => import('./offers/Challenges'));
const Raffles = lazy(() => import('./offers/Raffles'));
const Causes = lazy(() => import('./offers/Causes'));
const Invite = lazy(() => import('./offers/Invite'));
const InvitedAlready = lazy(() => import('./offers/InvitedAlready'));
const Rewards = lazy(() => import('./rewards/Rewards'));
const History = lazy(() => import('./history/History'));
const Expiry = lazy(() => import('./history/Expiry'));
const Me = lazy(() => import('./me/Me'));
const Preferences = lazy(() => import('./me/Preferences'));
const Household = lazy(() => import('./me/Household'));
const Devices = lazy(() => import('./me/Signed'));
const Data = lazy(() => import('./me/Data'));

/** Everything but the card. */
export default function Later() {
  return (
    <Part>
      <Switch>
        <Route path="/offers" component={Offers} />
        <Route path="/offers/challenges" component={Challenges} />
        <Route path="/offers/raffles" component={Raffles} />
        <Route path="/offers/causes" component={Causes} />
        <Route path="/offers/invite" component={Invite} />
        <Route path="/invited" component={InvitedAlready} />
        <Route path="/rewards" component={Rewards} />
        <Route path="/history" component={History} />
        <Route path="/history/expiry" component={Expiry} />
        <Route path="/me" component={Me} />
        <Route path="/me/preferences" component={Preferences} />
        <Route path="/me/household" component={Household} />
        <Route path="/me/devices" component={Devices} />
        <Route path="/me/data" component={Data} />
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </Part>
  );
}
