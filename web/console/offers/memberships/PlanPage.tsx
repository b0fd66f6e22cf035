import '../../members/members.css';
import { Anchor, Badge, Group, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import type { MembershipHolder } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconArrowLeft } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Face } from '../../members/Face';
import { PeriodChoice } from '../../reports/PeriodChoice';
import { spanOf } from '../../reports/period';
import { FRESH_MS, useToday } from '../../reports/useToday';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useActive } from '../useActive';
import { PlanFigures } from './PlanFigures';
import { PlanHead } from './PlanHead';

/** Rows of a page. */
const SHOWN = 30;

const route = getRouteApi('/inside/offers/memberships/$membership');

/** One membership: its figures, and the members who have it. */
export default function PlanPage() {
  const { t, locale } = useTexts();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const { membership } = route.useParams();
  const search = route.useSearch();
  const today = useToday();
  const span = spanOf(search, today);
  const active = useActive(may(session, 'programme.see'));
  const fresh = { everyMs: FRESH_MS, keepsLast: true };
  const plans = useRead('GET /v1/reports/memberships', { query: { ...span, locale } }, fresh);
  const row = plans.data?.items.find((one) => one.membership === membership);
  const currency = plans.data?.currency ?? '';
  return (
    <Page title={row?.name ?? membership}>
      <Anchor
        w="fit-content"
        renderRoot={(root) => <Link to="/offers/memberships" search={search} {...root} />}
      >
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('plans.back')}
        </Group>
      </Anchor>
      {plans.isPending && <WaitingRows rows={1} height={190} />}
      <ProblemNote error={plans.error} onRetry={plans.refetch} />
      {row && (
        <>
          <PeriodChoice
            search={search}
            span={span}
            today={today}
            onChange={(next) =>
              void navigate({
                to: '/offers/memberships/$membership',
                params: { membership },
                search: next,
              })
            }
          />
          <section className="card">
            <PlanHead row={row} active={active} currency={currency} />
            <PlanFigures row={row} currency={currency} />
          </section>
        </>
      )}
      {may(session, 'members.see') && <Holders membership={membership} />}
    </Page>
  );
}

function Holders({ membership }: { membership: string }) {
  const { t } = useTexts();
  const holders = usePages('GET /v1/memberships/{membership}/members', {
    path: { membership },
    query: { limit: SHOWN },
  });
  const rows = holders.rows;
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('plans.whose')}
      </Title>
      {holders.isPending && <WaitingRows rows={4} height={72} />}
      <ProblemNote error={holders.error} onRetry={holders.refetch} />
      {rows?.length === 0 && <Text c="dimmed">{t('plans.nobody')}</Text>}
      {rows && rows.length > 0 && (
        <ul className="card member-lines">
          {rows.map((row) => (
            <HolderLine key={row.member} row={row} />
          ))}
        </ul>
      )}
      <More list={holders} />
    </section>
  );
}

function HolderLine({ row }: { row: MembershipHolder }) {
  const { t, format } = useTexts();
  const when = useWhen();
  return (
    <li>
      <Link to="/members/$memberId" params={{ memberId: row.member }} className="member-line">
        <Face name={row.name} id={row.member} />
        <div className="member-line-who">
          <Text fw={600} truncate>
            {row.name ?? t('members.unnamed')}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {t('members.since', { when: when.day(row.from) })}
          </Text>
        </div>
        <Group gap={6} justify="end" className="member-line-state">
          {row.trial && (
            <Badge variant="light" tt="none">
              {t('members.trial')}
            </Badge>
          )}
        </Group>
        <div className="member-line-worth figures">
          <Text fw={600}>{format.money(row.fee, row.currency)}</Text>
          <Text size="sm" c="dimmed">
            {t('members.until', { when: when.day(row.until) })}
          </Text>
        </div>
      </Link>
    </li>
  );
}
