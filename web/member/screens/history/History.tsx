import { Button } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconClockHour4, IconHistory } from '@tabler/icons-react';
import { useMyId } from '../../own/own';
import { LinkRow } from '../../parts/LinkRow';
import { Nothing } from '../../parts/Nothing';
import { Page } from '../../parts/Page';
import { useLater } from '../../texts/use';
import { EntryRow } from './EntryRow';
import { byMonth, isShown } from './entry';

export default function History() {
  const { t } = useLater();
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      <LinkRow
        to="/history/expiry"
        icon={<IconClockHour4 />}
        title={t('expiry.title')}
        hint={t('expiry.hint')}
      />
      <Months />
    </Page>
  );
}

function Months() {
  const { t, locale } = useLater();
  const path = { member_id: useMyId() };
  const query = { limit: 30, locale };
  const pages = usePages('GET /v1/members/{member_id}/ledger', { path, query });
  if (pages.isPending) return <WaitingRows rows={5} height={96} />;
  if (!pages.rows) return <ProblemNote error={pages.error} onRetry={() => void pages.refetch()} />;
  const months = byMonth(pages.rows.filter(isShown));
  if (months.length === 0) {
    return (
      <Nothing
        icon={<IconHistory size={32} />}
        title={t('history.none')}
        text={t('history.noneHint')}
      />
    );
  }
  const monthName = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (
    <>
      {months.map(({ month, rows }) => (
        <section key={month} className="section">
          <header>
            <h2 className="month">{monthName.format(new Date(`${month}-15T00:00:00Z`))}</h2>
          </header>
          <ul className="card entries">
            {rows.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {pages.hasNextPage && (
        <Button
          variant="light"
          size="lg"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
    </>
  );
}
