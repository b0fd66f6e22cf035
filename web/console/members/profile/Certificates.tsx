import { useRead } from '@shared/api/hooks';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Line, Section } from './Section';

/** Certificates that stand on their phone. */
export function Certificates({ memberId }: { memberId: string }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const read = useRead('GET /v1/members/{member_id}/certificates', {
    path: { member_id: memberId },
  });
  const rows = read.data?.items ?? [];
  return (
    <Section title={t('members.certificates')} read={read} isEmpty={rows.length === 0}>
      {rows.map((row) => (
        <Line
          key={row.id}
          name={format.money(row.balance, row.currency)}
          note={[
            row.name,
            row.value !== row.balance &&
              t('members.ofValue', { amount: format.money(row.value, row.currency) }),
            row.until && t('members.until', { when: when.day(row.until) }),
          ]}
        />
      ))}
    </Section>
  );
}
