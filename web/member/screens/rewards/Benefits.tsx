import type { Reward } from '@shared/api/types';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** What members simply have, and how often still. It is taken at the counter. */
export function Benefits({ items }: { items: Reward[] }) {
  const { t } = useLater();
  if (items.length === 0) return null;
  return (
    <Section title={t('benefits.title')}>
      <ul className="card steps">
        {items.map((benefit) => (
          <li key={benefit.reward}>
            {benefit.available ? (
              <IconCircleCheck aria-hidden className="good" />
            ) : (
              <IconCircleDashed aria-hidden className="quiet" />
            )}
            <span className="row-text">
              {benefit.name}
              {!benefit.available && <span className="quiet">{benefit.refusal?.message}</span>}
            </span>
            {benefit.left !== undefined && benefit.left !== null && (
              <span className="quiet">{t('benefits.left', { count: benefit.left })}</span>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('benefits.how')}</p>
    </Section>
  );
}
