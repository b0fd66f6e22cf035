import { Anchor, Group, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { DaysChart } from '../../reports/parts/DaysChart';
import { Figure } from '../../reports/parts/Figure';
import { growth, spanOf } from '../../reports/period';
import { rowsOf } from '../../reports/rows';
import { FRESH_MS, useToday } from '../../reports/useToday';
import { useTexts } from '../../texts/use';
import { quotient } from './quotient';

/** The last thirty days, fresh within a minute. */
export function Pulse() {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const span = spanOf({}, useToday());
  const fresh = { everyMs: FRESH_MS, keepsLast: true };
  const overview = useRead('GET /v1/reports/overview', { query: { ...span } }, fresh);
  const days = useRead('GET /v1/reports/days', { query: { ...span } }, fresh);
  if (overview.isPending) return <WaitingRows rows={2} height={140} />;
  if (overview.isError) return <ProblemNote error={overview.error} onRetry={overview.refetch} />;
  const { now, before, currency } = overview.data;
  const share = quotient(now.member_total, now.total);
  const looked = { search: {}, span, seesMembers: may(session, 'members.see') };
  return (
    <>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('home.lately')}
        </Title>
        <Anchor component={Link} to="/reports" className="quiet-link">
          {t('home.toReports')}
        </Anchor>
      </Group>
      <div className="grid">
        <Figure
          label={t('home.turnover')}
          value={format.wholeMoney(now.total, currency)}
          change={growth(now.total, before.total)}
          note={share !== undefined && t('reports.byMembers', { share: format.share(share) })}
          rows={rowsOf('turnover', looked)}
        />
        <Figure
          label={t('home.receipts')}
          value={format.number(now.receipts)}
          change={growth(now.receipts, before.receipts)}
          rows={rowsOf('receipts', looked)}
        />
        <Figure
          label={t('reports.active')}
          value={format.number(now.active)}
          change={growth(now.active, before.active)}
          rows={rowsOf('active', looked)}
        />
        <Figure
          label={t('reports.joined')}
          value={format.number(now.joined)}
          change={growth(now.joined, before.joined)}
          rows={rowsOf('joined', looked)}
        />
      </div>
      <ProblemNote error={days.error} onRetry={days.refetch} />
      {days.data && <DaysChart rows={days.data.items} span={span} currency={days.data.currency} />}
    </>
  );
}
