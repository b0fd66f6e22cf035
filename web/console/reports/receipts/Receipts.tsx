import '../../members/members.css';
import '../reports.css';
import { Group, NativeSelect, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import type { ReceiptRow } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { isZero } from '@shared/decimal/decimal';
import { IconReceiptOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useBook } from '../../members/document/useBook';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { TakeOff } from '../../shell/TakeOff';
import { isEmptySoFar, useOnward } from '../../shell/useOnward';
import { useWhen, useZone } from '../../shell/when';
import { useStoreWords } from '../../stores/useStoreWords';
import { useTexts } from '../../texts/use';
import { addDays, startOf } from '../calendar';
import { Exports } from '../Exports';
import { PeriodChoice } from '../PeriodChoice';
import { spanOf } from '../period';
import { FRESH_MS, useToday } from '../useToday';

const route = getRouteApi('/inside/reports/receipts');

/** The receipts of a period, the newest first. */
export default function Receipts() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { store, rule, members, ...search } = route.useSearch();
  const book = useBook();
  const zone = useZone();
  const today = useToday();
  const span = spanOf(search, today);
  const asked = { ...(store ? { store } : {}), ...(rule ? { rule } : {}) };
  const narrowed = { ...asked, ...(members ? { members } : {}) };
  const query = {
    limit: 50,
    from: startOf(span.from, zone),
    until: startOf(addDays(span.until, 1), zone),
    ...asked,
  };
  const pages = usePages('GET /v1/receipts', { query }, { everyMs: FRESH_MS });
  // The API does not tell receipts of members from others: the list does.
  const list = members ? { ...pages, rows: pages.rows?.filter((row) => row.member) } : pages;
  useOnward(list);
  const go = (next: object) => void navigate({ to: '/reports/receipts', search: next });
  return (
    <Page
      title={t('receipts.title')}
      lead={t('receipts.lead')}
      action={members ? null : <Exports report="receipts" span={span} query={asked} />}
    >
      <Group gap="sm">
        <PeriodChoice
          search={search}
          span={span}
          today={today}
          hasAll
          onChange={(next) => go({ ...next, ...narrowed })}
        />
        <StoreChoice
          value={store ?? ''}
          onChange={(next) => {
            const { store: _, ...others } = narrowed;
            go({ ...search, ...others, ...(next ? { store: next } : {}) });
          }}
        />
        {rule && (
          <TakeOff
            name={t('receipts.ofRule', { name: book?.ruleName(rule) ?? rule })}
            onTakeOff={() => {
              const { rule: _, ...others } = narrowed;
              go({ ...search, ...others });
            }}
          />
        )}
        {members && (
          <TakeOff name={t('receipts.byMembers')} onTakeOff={() => go({ ...search, ...asked })} />
        )}
      </Group>
      <ProblemNote error={list.error} onRetry={list.refetch} />
      {list.isPending && <WaitingRows rows={8} height={64} />}
      {list.rows?.length === 0 && !list.hasNextPage && (
        <Empty
          icon={<IconReceiptOff size={32} />}
          title={t(rule ? 'receipts.emptyRuleTitle' : 'receipts.emptyTitle')}
          text={t(rule ? 'receipts.emptyRuleText' : 'receipts.emptyText')}
        />
      )}
      {isEmptySoFar(list) && (
        <Text c="dimmed" role="status">
          {t(list.isFetching ? 'members.looking' : 'members.noneYet')}
        </Text>
      )}
      {list.rows && list.rows.length > 0 && (
        <ul className="card member-lines">
          {list.rows.map((row) => (
            <ReceiptLine key={row.id} row={row} />
          ))}
        </ul>
      )}
      <More list={list} />
    </Page>
  );
}

function StoreChoice({ value, onChange }: { value: string; onChange: (store: string) => void }) {
  const { t } = useTexts();
  const stores = useRead('GET /v1/stores', {}).data?.items ?? [];
  const storeWords = useStoreWords();
  if (stores.length < 2 && !value) return null;
  return (
    <NativeSelect
      aria-label={t('receipts.store')}
      value={value}
      data={[
        { value: '', label: t('receipts.allStores') },
        ...stores.map((store) => ({ value: store.id, label: storeWords(store.id) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function ReceiptLine({ row }: { row: ReceiptRow }) {
  const { t, format } = useTexts();
  const storeWords = useStoreWords();
  const when = useWhen();
  const money = (amount: string) => format.money(amount, row.currency);
  const who = row.member ? (row.member_name ?? t('members.unnamed')) : t('receipts.guest');
  return (
    <li>
      <Link
        to="/reports/receipts/$receiptId"
        params={{ receiptId: row.id }}
        className="receipt-line"
      >
        <div>
          <Text fw={600} {...(row.member_name ? {} : { c: 'dimmed' })}>
            {who}
          </Text>
          <Text size="sm" c="dimmed">
            {[
              when.moment(row.at),
              storeWords(row.store),
              row.number && t('receipts.one', { number: row.number }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <div className="receipt-worth figures">
          <Text fw={600}>{money(row.payable)}</Text>
          <Text size="sm" c="dimmed">
            {[
              !isZero(row.discount) && t('receipts.discount', { amount: money(row.discount) }),
              !isZero(row.returned) && t('receipts.returned', { amount: money(row.returned) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      </Link>
    </li>
  );
}
