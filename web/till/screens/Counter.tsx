import { useRead } from '@shared/api/hooks';
import type { Device, Session } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingPage } from '@shared/components/Waiting';
import { use, useEffect, useMemo } from 'react';
import { Bar } from '../Bar';
import { BarActions } from '../counter/BarActions';
import { CounterContext, openDesk } from '../counter/desk';
import { Stage } from '../counter/Stage';
import { keep, kept } from '../offline/kept';
import { useKept } from '../offline/useKept';
import { placeOf } from '../place';
import { countryOf } from '../scan/countries';
import { useTexts } from '../texts/use';

/** Where a cashier serves one customer after the other. */
export function Counter({ device, cashier }: { device: Device; cashier: Session }) {
  const { till } = device;
  const { desk, reader } = use(openDesk());
  const { locale } = useTexts();
  const programmeRead = useRead('GET /v1/programme', { query: { locale } }, { keepsLast: true });
  const programme = useKept(programmeRead, kept('programme'));
  useEffect(() => {
    if (programmeRead.data) keep('programme', programmeRead.data);
  }, [programmeRead.data]);
  useEffect(() => {
    if (!programme) return;
    const { currency, currency_scale: scale, time_zone: zone } = programme;
    const place = { store: till.store, till: till.id, cashier: cashier.id, currency, scale };
    desk.begin(place, countryOf(currency, zone));
  }, [desk, programme, till, cashier]);
  useEffect(() => () => desk.end(), [desk]);
  const counter = useMemo(
    () => programme && { desk, reader, programme },
    [desk, reader, programme],
  );

  if (!counter) {
    if (!programmeRead.error) return <WaitingPage />;
    return (
      <Bar title={placeOf(device)}>
        <ProblemNote error={programmeRead.error} onRetry={() => void programmeRead.refetch()} />
      </Bar>
    );
  }
  return (
    <CounterContext value={counter}>
      <Bar title={placeOf(device, cashier.name)} actions={<BarActions />} isWide>
        <Stage />
      </Bar>
    </CounterContext>
  );
}
