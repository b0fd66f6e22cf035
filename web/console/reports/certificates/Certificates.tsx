import '../../members/members.css';
import '../reports.css';
import { Group, Text } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import type { CertificateRow } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { isZero } from '@shared/decimal/decimal';
import { IconGift } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useActive } from '../../offers/useActive';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { useOnward } from '../../shell/useOnward';
import { useWhen, useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { addDays, startOf } from '../calendar';
import { PeriodChoice } from '../PeriodChoice';
import { spanOf } from '../period';
import { FRESH_MS, useToday } from '../useToday';

const route = getRouteApi('/inside/reports/certificates');

/** The certificates that were issued in a period, the newest first, with what is on them now. */
export default function Certificates() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const zone = useZone();
  const today = useToday();
  const span = spanOf(search, today);
  const query = {
    limit: 50,
    from: startOf(span.from, zone),
    until: startOf(addDays(span.until, 1), zone),
  };
  const list = usePages('GET /v1/certificates', { query }, { everyMs: FRESH_MS });
  const active = useActive();
  const nameOf = (kind: string | null | undefined) =>
    active.items.find(({ section, key }) => section === 'certificates' && key === kind)?.name ??
    kind;
  useOnward(list);
  return (
    <Page title={t('certificates.title')} lead={t('certificates.lead')}>
      <PeriodChoice
        search={search}
        span={span}
        today={today}
        hasAll
        onChange={(next) => void navigate({ to: '/reports/certificates', search: next })}
      />
      <ProblemNote error={list.error} onRetry={list.refetch} />
      {list.isPending && <WaitingRows rows={8} height={64} />}
      {list.rows?.length === 0 && !list.hasNextPage && (
        <Empty
          icon={<IconGift size={32} />}
          title={t('certificates.emptyTitle')}
          text={t('certificates.emptyText')}
        />
      )}
      {list.rows && list.rows.length > 0 && (
        <ul className="card member-lines" aria-busy={list.isPlaceholderData}>
          {list.rows.map((row, place) => (
            <CertificateLine
              // biome-ignore lint/suspicious/noArrayIndexKey: several are issued in one moment, and rows only come at the end
              key={`${row.at} ${place}`}
              row={row}
              name={nameOf(row.type) ?? t('certificates.title')}
            />
          ))}
        </ul>
      )}
      <More list={list} />
    </Page>
  );
}

function CertificateLine({ row, name }: { row: CertificateRow; name: string }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const money = (amount: string) => format.money(amount, row.currency);
  return (
    <Group component="li" justify="space-between" gap="xs" px={14} py={12}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {[
            when.moment(row.at),
            row.until && t('certificates.until', { when: when.day(row.until) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <div className="receipt-worth figures">
        <Text fw={600} {...(isZero(row.balance) ? { c: 'dimmed' } : {})}>
          {money(row.balance)}
        </Text>
        {row.value && (
          <Text size="sm" c="dimmed">
            {t('certificates.of', { amount: money(row.value) })}
          </Text>
        )}
      </div>
    </Group>
  );
}
