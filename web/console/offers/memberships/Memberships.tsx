import '../../reports/reports.css';
import { Group, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { MembershipFigures } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconId } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PeriodChoice } from '../../reports/PeriodChoice';
import { type PeriodSearch, spanOf } from '../../reports/period';
import { FRESH_MS, useToday } from '../../reports/useToday';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { OffersNav } from '../OffersNav';
import { useActive } from '../useActive';
import { PlanFigures } from './PlanFigures';
import { PlanHead } from './PlanHead';

const route = getRouteApi('/inside/offers/memberships');

/** Paid memberships: who has them now, and what was sold in a period. */
export default function Memberships() {
  const { t, locale } = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const today = useToday();
  const span = spanOf(search, today);
  const fresh = { everyMs: FRESH_MS, keepsLast: true };
  const plans = useRead('GET /v1/reports/memberships', { query: { ...span, locale } }, fresh);
  const rows = plans.data?.items;
  return (
    <Page title={t('plans.title')} lead={t('plans.lead')}>
      <OffersNav />
      {plans.isPending && <WaitingRows rows={2} height={190} />}
      <ProblemNote error={plans.error} onRetry={plans.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconId size={32} />}
          title={t('plans.emptyTitle')}
          text={t('plans.emptyText')}
        />
      )}
      {rows && rows.length > 0 && (
        <>
          <PeriodChoice
            search={search}
            span={span}
            today={today}
            onChange={(next) => void navigate({ to: '/offers/memberships', search: next })}
          />
          <Plans rows={rows} currency={plans.data?.currency ?? ''} search={search} />
        </>
      )}
    </Page>
  );
}

function Plans(props: { rows: MembershipFigures[]; currency: string; search: PeriodSearch }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const active = useActive(may(session, 'programme.see'));
  return (
    <ul className="rows">
      {props.rows.map((row) => (
        <li className="card" key={row.membership}>
          <Group justify="space-between" align="start" gap="sm">
            <div>
              <Title order={2} size="h4">
                {row.name}
              </Title>
              <PlanHead row={row} active={active} currency={props.currency} />
            </div>
            <Link
              to="/offers/memberships/$membership"
              params={{ membership: row.membership }}
              search={props.search}
              className="figure-link"
              aria-label={`${t('plans.whose')}: ${row.name}`}
            >
              {t('plans.whose')}
            </Link>
          </Group>
          <PlanFigures row={row} currency={props.currency} />
          {row.fee == null && (
            <Text size="sm" c="dimmed" mt="sm">
              {t('plans.gone')}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
