import { useRead } from '@shared/api/hooks';
import type { LedgerEntry } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Line, Section } from './Holdings';

/** Certificates that the timeline tells of: they may be given away, so no list of the member holds them. */
export function Certificates({ entries }: { entries: LedgerEntry[] }) {
  const { t } = useTexts();
  const ids = new Set(
    entries.flatMap((entry) => entry.effects.map((effect) => effect.certificate ?? '')),
  );
  ids.delete('');
  return (
    <Section title={t('members.certificates')} isEmpty={ids.size === 0}>
      {[...ids].map((id) => (
        <Certificate key={id} id={id} />
      ))}
    </Section>
  );
}

function Certificate({ id }: { id: string }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const read = useRead('GET /v1/certificates/{certificate_id}', { path: { certificate_id: id } });
  const { data } = read;
  if (!data) {
    return read.error ? (
      <li>
        <ProblemNote error={read.error} onRetry={read.refetch} />
      </li>
    ) : null;
  }
  return (
    <Line
      name={format.money(data.balance, data.currency)}
      note={[
        data.value && t('members.ofValue', { amount: format.money(data.value, data.currency) }),
        data.until && t('members.until', { when: when.day(data.until) }),
      ]}
    />
  );
}
