import { Button, Group, TextInput } from '@mantine/core';
import { IconCoins, IconLockCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Most } from '../desk/liveQuote';
import { decimalOf, isPositive, shareOf } from '../money/typed';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Key } from './Key';
import { useShortcut } from './useShortcut';

/** Paying with units: everything in one tap, or a part of it in two. */
export function PointsPay() {
  const { desk, state } = useCounter();
  const { sale, preview } = state;
  const most = preview.kind === 'quoted' ? preview.most : [];
  useShortcut('F4', () => {
    const [first] = most;
    if (sale.points) desk.dontPay();
    else if (first) desk.pay(first.unit);
  });
  if (sale.points && preview.kind === 'alone') return <Lost />;
  return most.map((one, at) => <Unit key={one.unit} most={one} isFirst={at === 0} />);
}

/** The network went before a price with units was known. */
function Lost() {
  const { t } = useTexts();
  return <p className="notice is-warn">{t('points.lost')}</p>;
}

function Unit({ most, isFirst }: { most: Most; isFirst: boolean }) {
  const { t } = useTexts();
  const { desk, state, programme } = useCounter();
  const { money, units, unitName } = useFigures();
  const [isPart, setPart] = useState(false);
  const wish = state.sale.points?.unit === most.unit ? state.sale.points : undefined;
  const scale = programme.units.find((unit) => unit.key === most.unit)?.scale ?? 0;
  const isDown = state.reach === 'down';
  return (
    <section className="points" aria-label={unitName(most.unit)}>
      <Button
        size="lg"
        fullWidth
        variant={wish ? 'filled' : 'light'}
        disabled={isDown && !wish}
        leftSection={<IconCoins aria-hidden />}
        rightSection={isFirst ? <Key name="F4" /> : undefined}
        onClick={() => (wish ? desk.dontPay() : desk.pay(most.unit))}
        classNames={{ label: 'two-lines' }}
      >
        {wish
          ? t('points.dont')
          : t('points.max', { units: units(most.amount, most.unit), money: money(most.money) })}
      </Button>
      <Group gap="xs" grow>
        {[50, 25].map((percent) => (
          <Button
            key={percent}
            variant="default"
            size="md"
            px="xs"
            disabled={isDown}
            onClick={() => desk.pay(most.unit, shareOf(most.amount, percent))}
          >
            {`${percent} %`}
          </Button>
        ))}
        <Button
          variant="default"
          size="md"
          px="xs"
          disabled={isDown}
          onClick={() => setPart(!isPart)}
        >
          {t('points.part')}
        </Button>
      </Group>
      {isPart && (
        <Part
          label={t('points.howMany', { unit: unitName(most.unit) })}
          scale={scale}
          onPay={(amount) => {
            setPart(false);
            desk.pay(most.unit, amount);
          }}
        />
      )}
      {wish?.hold && (
        <p className="held">
          <IconLockCheck size={18} aria-hidden /> {t('points.held')}
        </p>
      )}
    </section>
  );
}

function Part(props: { label: string; scale: number; onPay: (amount: string) => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const amount = decimalOf(typed, props.scale);
  return (
    <form
      className="part"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPositive(amount)) props.onPay(amount);
      }}
    >
      <TextInput
        size="md"
        aria-label={props.label}
        placeholder={props.label}
        inputMode="decimal"
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" size="md" disabled={!isPositive(amount)}>
        {t('points.apply')}
      </Button>
    </form>
  );
}
