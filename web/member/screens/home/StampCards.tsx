import type { StampCard } from '@shared/api/types';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** More fields than this are not counted by looking; then the number says it. */
const MOST_FIELDS = 20;

export function StampCards({ cards }: { cards: StampCard[] }) {
  const { t } = useLater();
  if (cards.length === 0) return null;
  return (
    <Section title={t('stamps.title')}>
      {cards.map((card) => (
        <Card key={card.unit} card={card} />
      ))}
    </Section>
  );
}

function Card({ card }: { card: StampCard }) {
  const { t } = useLater();
  const { name, have, size } = card;
  const left = Math.max(0, size - have);
  return (
    <div className="card stack-tight">
      <p className="split">
        <strong>{name}</strong>
        <span className="figures quiet">
          {have} / {size}
        </span>
      </p>
      {size <= MOST_FIELDS && (
        <div className="stamps" aria-hidden>
          {Array.from({ length: size }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field is nothing but its place
            <span key={at} className={at < have ? 'stamp is-on' : 'stamp'} />
          ))}
        </div>
      )}
      <p className="quiet">{t('stamps.left', { count: left })}</p>
    </div>
  );
}
