import { Text, Title } from '@mantine/core';
import type { ReportOverview as Overview } from '@shared/api/types';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';

/** What members lose in the next thirty days: a reason to write to them. */
export function Expiring({ overview }: { overview: Overview }) {
  const { t } = useTexts();
  const units = useUnits();
  const when = useWhen();
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {t('reports.expiring')}
      </Title>
      {overview.expiring.length === 0 && <Text c="dimmed">{t('reports.nothingExpires')}</Text>}
      <ul className="lines">
        {overview.expiring.map((row) => (
          <li key={row.unit + row.until}>
            <Text fw={600} className="figures">
              {units.counted(row.unit, row.amount)}
            </Text>
            <Text size="sm" c="dimmed">
              {when.calendarDay(row.until)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
