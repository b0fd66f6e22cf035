import '../../members/members.css';
import '../reports.css';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { Exports } from '../Exports';
import { PeriodChoice } from '../PeriodChoice';
import { DaysChart } from '../parts/DaysChart';
import { spanOf } from '../period';
import { FRESH_MS, useToday } from '../useToday';
import { Expiring } from './Expiring';
import { KeyFigures } from './KeyFigures';
import { Rules } from './Rules';
import { Tiers } from './Tiers';
import { UnitFlows } from './UnitFlows';

const route = getRouteApi('/inside/reports');

/** A period in numbers, against the one before it. */
export default function Reports() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const today = useToday();
  const span = spanOf(search, today);
  const fresh = { everyMs: FRESH_MS, keepsLast: true };
  const overview = useRead('GET /v1/reports/overview', { query: { ...span } }, fresh);
  const days = useRead('GET /v1/reports/days', { query: { ...span } }, fresh);
  return (
    <Page
      title={t('reports.title')}
      lead={t('reports.lead')}
      action={<Exports report="days" span={span} />}
    >
      <PeriodChoice
        search={search}
        span={span}
        today={today}
        onChange={(next) => void navigate({ to: '/reports', search: next })}
      />
      {overview.isPending && <WaitingRows rows={3} height={140} />}
      <ProblemNote error={overview.error} onRetry={overview.refetch} />
      {overview.data && <KeyFigures overview={overview.data} search={search} span={span} />}
      <ProblemNote error={days.error} onRetry={days.refetch} />
      {days.data && <DaysChart rows={days.data.items} span={span} currency={days.data.currency} />}
      {overview.data && (
        <div className="halves">
          <UnitFlows overview={overview.data} search={search} />
          <Expiring overview={overview.data} />
        </div>
      )}
      <Rules span={span} search={search} />
      <Tiers />
    </Page>
  );
}
