import { Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { ReportOverview as Overview } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Opens } from '../parts/Opens';
import { FRESH_MS } from '../useToday';

type Row = Overview['expiring'][number];

/** What members lose in the next thirty days: a reason to write to them. */
export function Expiring({ overview }: { overview: Overview }) {
  const { t } = useTexts();
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('reports.expiring')}
      </Title>
      {overview.expiring.length === 0 && <Text c="dimmed">{t('reports.nothingExpires')}</Text>}
      <ul className="unfolds">
        {overview.expiring.map((row) => (
          <li key={row.unit + row.until}>
            <OfUnit row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfUnit({ row }: { row: Row }) {
  const { t } = useTexts();
  const units = useUnits();
  const { data: session } = useSession();
  const [isOpen, setOpen] = useState(false);
  const days = useId();
  return (
    <>
      <button
        type="button"
        className="unfold"
        aria-expanded={isOpen}
        aria-controls={days}
        onClick={() => setOpen(!isOpen)}
      >
        <b className="figures">{units.counted(row.unit, row.amount)}</b>
        <span>{t('reports.onDays')}</span>
        <IconChevronDown size={18} aria-hidden />
      </button>
      <div id={days}>
        {isOpen && <Days unit={row.unit} />}
        {may(session, 'members.see') && (
          <Link to="/members" search={{ expiring: row.unit }} className="quiet-link">
            {t('reports.whose')}
            <span className="heard">{units.name(row.unit)}</span>
            <Opens to="/members" />
          </Link>
        )}
      </div>
    </>
  );
}

/** On which days, and how much on each. */
function Days({ unit }: { unit: string }) {
  const when = useWhen();
  const units = useUnits();
  const days = useRead('GET /v1/reports/expiring', { query: { unit } }, { everyMs: FRESH_MS });
  return (
    <>
      {days.isPending && <WaitingRows rows={2} height={32} />}
      <ProblemNote error={days.error} onRetry={days.refetch} />
      <ul className="lines">
        {days.data?.items.map(({ day, amount }) => (
          <li key={day}>
            <span>{when.calendarDay(day)}</span>
            <span className="figures">{units.amount(unit, amount)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
