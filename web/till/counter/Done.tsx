import { Button, Text } from '@mantine/core';
import { isZero } from '@shared/decimal/decimal';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCloudUp,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Last } from '../desk/state';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Key } from './Key';
import { useShortcut } from './useShortcut';

/** What came of the last sale, until the next one begins. It can be taken back with one tap and a yes. */
export function Done() {
  const { t } = useTexts();
  const { desk, state } = useCounter();
  const { money, units } = useFigures();
  const [isSure, setSure] = useState(false);
  const { last } = state;
  const canUndo = last !== undefined && ['kept', 'taken', 'undoing'].includes(last.state);
  useShortcut('F8', () => {
    if (canUndo) setSure(true);
  });
  if (!last) return null;
  const effects = last.receipt?.effects ?? [];
  const earned = effects.filter((effect) => effect.kind === 'earned');
  const discount = last.receipt?.totals.discount;
  const isClaimed = last.claim === 'done' && last.state === 'taken';
  return (
    <section className="receipt card done" aria-label={t('done.label')}>
      <div className="done-body" role="status">
        <Icon state={last.state} />
        <Text fw={650} size="xl">
          {t(isClaimed ? 'done.claimed' : `done.${last.state}`)}
        </Text>
        <strong className="figures done-due">{money(last.taken, last.currency)}</strong>
        {last.customer && <Text>{last.customer}</Text>}
        {discount && !isZero(discount) && last.state === 'taken' && (
          <Text c="dimmed">{t('done.saved', { money: money(discount, last.currency) })}</Text>
        )}
        {last.state === 'taken' &&
          earned.map((effect) => (
            <Text key={effect.index} className="done-earned figures">
              {units(effect.amount ?? '0', effect.unit ?? '', '+')}
            </Text>
          ))}
        {last.state === 'kept' && <Text c="dimmed">{t('done.keptText')}</Text>}
        {last.state === 'refused' && <Text c="dimmed">{t('done.refusedText')}</Text>}
        <Text size="sm" c="dimmed" className="figures">
          {t('done.number', { number: last.number })}
        </Text>
      </div>
      {canUndo &&
        (isSure ? (
          <div className="sure">
            <Text ta="center">{t('undo.ask')}</Text>
            <Button
              size="lg"
              color="bad"
              autoFocus
              loading={last.state === 'undoing'}
              onClick={() => void desk.undo().then(() => setSure(false))}
            >
              {t('undo.yes')}
            </Button>
            <Button size="lg" variant="default" onClick={() => setSure(false)}>
              {t('undo.no')}
            </Button>
          </div>
        ) : (
          <Button
            size="lg"
            variant="default"
            fullWidth
            leftSection={<IconArrowBackUp aria-hidden />}
            rightSection={<Key name="F8" />}
            onClick={() => setSure(true)}
          >
            {t('undo.open')}
          </Button>
        ))}
    </section>
  );
}

function Icon({ state }: { state: Last['state'] }) {
  if (state === 'kept') return <IconCloudUp size={72} className="done-icon is-warn" aria-hidden />;
  if (state === 'undone') {
    return <IconArrowBackUp size={72} className="done-icon is-quiet" aria-hidden />;
  }
  if (state === 'refused')
    return <IconAlertTriangle size={72} className="done-icon is-bad" aria-hidden />;
  return <IconCircleCheck size={72} className="done-icon" aria-hidden />;
}
