import type { Balance, Member } from '@shared/api/types';
import { useBrand } from '@shared/theme/Brand';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { qr } from '../first';
import { useLevel } from '../own/level';
import { useUnits } from '../own/units';
import { Ahead } from '../parts/Ahead';
import { useTexts } from '../texts/use';
import { Barcode } from './Barcode';
import { useCard, useCode } from './useCard';

const Large = lazy(() => import('./Large'));

/** The card as it lies in the hand: the shop, what is on it, and the code for the till. */
export function Pass({ member }: { member: Member | undefined }) {
  const { t } = useTexts();
  const { brand } = useBrand();
  const level = useLevel(member);
  const [isLarge, setLarge] = useState(false);
  return (
    <section className="pass" aria-label={t('home.card')}>
      <div className="pass-face">
        <p className="pass-head">
          <strong>{brand.name}</strong>
          {level && <span className="pass-level">{level.name}</span>}
        </p>
        <Balances of={member?.balances} />
        <p className="pass-name">{member?.name}</p>
      </div>
      <Code onLarge={() => setLarge(true)} />
      {isLarge && (
        <Suspense>
          <Large name={member?.name ?? ''} onClose={() => setLarge(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Balances({ of }: { of: Balance[] | undefined }) {
  const { t, format } = useTexts();
  const units = useUnits();
  if (!of) return <p className="pass-balance figures">&nbsp;</p>;
  const shown = of.filter(({ unit }) => units.kindOf(unit) !== 'stamps');
  const [first, ...others] = shown;
  if (!first) return null;
  const worth = units.worthOf(first.unit);
  return (
    <div>
      <p className="pass-balance figures">
        {format.amount(first.spendable)} <small>{units.word(first.unit, first.spendable)}</small>
      </p>
      {worth && units.currency && (
        <p className="pass-worth">
          {t('home.worth', { money: format.money(worth, units.currency) })}
        </p>
      )}
      {others.map(({ unit, spendable }) => (
        <p className="pass-worth figures" key={unit}>
          {units.say(unit, spendable)}
        </p>
      ))}
    </div>
  );
}

function Code({ onLarge }: { onLarge: () => void }) {
  const { t } = useTexts();
  const card = useCard();
  const code = useCode(card.data);
  if (card.isError && !card.data) {
    return (
      <div className="pass-code">
        <p>{t('card.none')}</p>
      </div>
    );
  }
  return (
    <button type="button" className="pass-code" onClick={onLarge} disabled={!card.data}>
      {code && (
        <Suspense fallback={<span className="qr qr-waiting" />}>
          <Ahead of={qr} with={{ text: code, label: t('card.qr') }} />
        </Suspense>
      )}
      {!code && card.data?.number && <Barcode digits={card.data.number} />}
      {!code && !card.data && <span className="qr qr-waiting" />}
      <span className="pass-hint">
        <IconArrowsMaximize aria-hidden size={18} />
        {t('card.enlarge')}
      </span>
    </button>
  );
}
