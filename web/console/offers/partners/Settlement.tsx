import { ActionIcon, Alert, Badge, Button, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Settlement as Told } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconChevronLeft, IconChevronRight, IconDownload, IconScale } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '../../reports/calendar';
import { useToday } from '../../reports/useToday';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { CloseDialog } from './CloseDialog';
import { OpenDispute } from './OpenDispute';
import { PartnersPage } from './PartnersPage';
import { disputable } from './parties';
import { KINDS, kindOf, periodAt, periodName, shifted } from './period';
import { Payments, Rows } from './Rows';
import { useParties } from './useParties';

/** What is due between the shop, its partners, its affiliates and its causes in a period. */
export default function Settlement() {
  const { active, clearing } = useParties();
  const { period: asked } = useSearch({ strict: false });
  const today = useToday();
  const fixed = asked && kindOf(asked) ? asked : undefined;
  // Whoever may not read the programme is told by any settlement how often there is one.
  const month = periodAt('month', today);
  const probe = useRead(
    'GET /v1/settlements/{period}',
    { path: { period: month } },
    { enabled: !fixed && !active.isPending && !active.programme },
  );
  const often = clearing ?? probe.data?.clearing;
  const kind = KINDS.find((one) => one === often) ?? 'month';
  // Not while it is only known that asking failed: the period asks the same, and both would go on for ever.
  const isKnown = fixed || clearing || probe.data;
  return (
    <PartnersPage>
      <ProblemNote error={active.error} onRetry={active.refetch} />
      {!active.error && !isKnown && <ProblemNote error={probe.error} onRetry={probe.refetch} />}
      {(active.isPending || (!isKnown && probe.isFetching)) && <WaitingRows />}
      {!active.isPending && isKnown && (
        <InPeriod period={fixed ?? periodAt(kind, today)} today={today} />
      )}
    </PartnersPage>
  );
}

interface Shown {
  period: string;
  today: string;
}

function InPeriod({ period, today }: Shown) {
  const { t, locale } = useTexts();
  const navigate = useNavigate();
  const settlement = useRead(
    'GET /v1/settlements/{period}',
    { path: { period } },
    { keepsLast: true },
  );
  const parties = useParties(settlement.data?.parties);
  const kind = kindOf(period) ?? 'month';
  const isCurrent = period >= periodAt(kind, today);
  const go = (by: number) =>
    void navigate({ to: '/offers/partners', search: { period: shifted(period, by) } });
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('period.before')}
          onClick={() => go(-1)}
        >
          <IconChevronLeft />
        </ActionIcon>
        <Text fw={650} size="lg" ta="center" style={{ minWidth: 180 }} role="status">
          {periodName(period, locale)}
        </Text>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('period.after')}
          disabled={isCurrent}
          onClick={() => go(1)}
        >
          <IconChevronRight />
        </ActionIcon>
      </Group>
      {settlement.isPending && <WaitingRows />}
      <ProblemNote error={settlement.error} onRetry={settlement.refetch} />
      {settlement.data && (
        <Figures told={settlement.data} isCurrent={isCurrent} parties={parties} />
      )}
    </>
  );
}

interface FiguresProps {
  told: Told;
  isCurrent: boolean;
  parties: ReturnType<typeof useParties>;
}

function Figures({ told, isCurrent, parties }: FiguresProps) {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const mayDispute = may(session, 'money.settle') || may(session, 'own_firm');
  const [asked, setAsked] = useState<'close' | 'dispute'>();
  const grounds = [...new Set(told.rows.map(({ ground }) => ground))];
  const open = grounds.filter((ground) => !told.closed.includes(ground));
  const close = () => setAsked(undefined);
  const choices = disputable(told, parties.partner, parties.known);
  const dispute = mayDispute && choices.length > 0 && (
    <Button variant="default" onClick={() => setAsked('dispute')}>
      {t('disputes.open')}
    </Button>
  );
  const dialog = asked === 'dispute' && (
    <OpenDispute told={told} choices={choices} nameOf={parties.nameOf} onClose={close} />
  );
  if (told.rows.length === 0) {
    return (
      <>
        <Empty
          icon={<IconScale size={32} />}
          title={t('partners.emptyTitle')}
          text={t('partners.emptyText')}
          action={dispute}
        />
        {dialog}
      </>
    );
  }
  return (
    <>
      {isCurrent && (
        <Alert color="warn" variant="light">
          {t('partners.running', { day: when.calendarDay(addDays(told.until, -1)) })}
        </Alert>
      )}
      <Payments told={told} parties={parties} />
      <Rows told={told} grounds={grounds} nameOf={parties.nameOf} />
      <Group>
        {open.length === 0 && (
          <Badge color="good" variant="light" size="lg" tt="none">
            {t('partners.closed')}
          </Badge>
        )}
        {may(session, 'money.settle') && open.length > 0 && !isCurrent && (
          <Button onClick={() => setAsked('close')}>{t('partners.close')}</Button>
        )}
        {dispute}
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={18} />}
          href={`/v1/payouts?period=${encodeURIComponent(told.period)}&format=csv`}
          download={`payouts-${told.period}.csv`}
        >
          {t('partners.payouts')}
        </Button>
      </Group>
      {asked === 'close' && <CloseDialog told={told} open={open} onClose={close} />}
      {dialog}
    </>
  );
}
