import { Stack, Text, Title } from '@mantine/core';
import type { Device } from '@shared/api/types';
import { useState } from 'react';
import { useTexts } from '../texts/use';
import { PinPad } from './PinPad';

type Cashier = Device['cashiers'][number];

export function SignIn(props: { cashiers: Cashier[]; onSignedIn: () => void }) {
  const { cashiers, onSignedIn } = props;
  const { t } = useTexts();
  const [chosen, setChosen] = useState<Cashier>();
  if (chosen) {
    const onOther = () => setChosen(undefined);
    return <PinPad cashier={chosen} onOther={onOther} onSignedIn={onSignedIn} />;
  }
  if (cashiers.length === 0) {
    return (
      <Stack className="card" align="center" ta="center" maw={460}>
        <Title order={1} size="h2">
          {t('cashiers.none')}
        </Title>
        <Text c="dimmed">{t('cashiers.noneText')}</Text>
      </Stack>
    );
  }
  return (
    <Stack w="100%" align="center" gap="lg">
      <Title order={1} size="h2">
        {t('cashiers.title')}
      </Title>
      <ul className="cashiers">
        {cashiers.map((cashier) => (
          <li key={cashier.id}>
            <button type="button" className="cashier" onClick={() => setChosen(cashier)}>
              <span className="initials" aria-hidden>
                {initials(cashier.name)}
              </span>
              {cashier.name}
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2);
  return words.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}
