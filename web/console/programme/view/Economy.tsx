import { Text } from '@mantine/core';
import type { Economics } from '@shared/api/types';
import { useTexts } from '../../texts/use';

/** What the programme costs: one number that everybody understands, and how it comes about. */
export function Economy({ economics }: { economics: Economics }) {
  const { t, format } = useTexts();
  return (
    <section className="card economy" aria-label={t('programme.economy')}>
      <Text c="dimmed" size="sm">
        {t('programme.economy')}
      </Text>
      <div className="economy-share">{format.share(economics.gives_back_bps / 10_000)}</div>
      <Text fw={600}>{economics.sentence}</Text>
      {economics.lines.length > 0 && (
        <ul className="plain-list">
          {economics.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
