import { Button } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconChevronRight, IconClockHour4, IconHistory, IconReceipt } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useIfThere, useMyId } from '../../own/own';
import { LinkRow, RowInside } from '../../parts/LinkRow';
import { Nothing } from '../../parts/Nothing';
import { Page } from '../../parts/Page';
import { useLater } from '../../texts/use';
import { EntryRow } from './EntryRow';
import { byMonth, isShown } from './entry';

const AddReceipt = lazy(() => import('./AddReceipt'));

export default function History() {
  const { t } = useLater();
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      <div className="rows">
        <LinkRow
          to="/history/expiry"
          icon={<IconClockHour4 />}
          title={t('expiry.title')}
          hint={t('expiry.hint')}
        />
        <ForgottenCard />
      </div>
      <Months />
    </Page>
  );
}

/** Where the programme lets receipts be claimed afterwards. */
function ForgottenCard() {
  const { t } = useLater();
  const [isOpen, setOpen] = useState(false);
  const programme = useIfThere('GET /v1/programme', {}).data;
  const days = programme?.late_identification_days;
  if (!programme || !days) return null;
  return (
    <>
      <button type="button" className="row row-link" onClick={() => setOpen(true)}>
        <RowInside
          icon={<IconReceipt />}
          title={t('printed.title')}
          hint={t('printed.hint', { count: days })}
        />
        <IconChevronRight aria-hidden size={20} className="quiet" />
      </button>
      {isOpen && (
        <Suspense>
          <AddReceipt scale={programme.currency_scale} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
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
