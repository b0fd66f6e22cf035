import { Button, Stack, Text } from '@mantine/core';
import { difference } from '@shared/decimal/decimal';
import { useSaid } from '@shared/problems/useSaid';
import { IconCloudCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { compare } from '../money/typed';
import type { Told, Waiting } from '../offline/store';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Side } from './Side';

/** Receipts that the server does not have yet, and those that somebody has to look at. */
export default function Queue({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const { desk, state } = useCounter();
  const [isTrying, setTrying] = useState(false);
  const { rows, reach } = state;
  const tryNow = () => {
    setTrying(true);
    void desk.sync().finally(() => setTrying(false));
  };
  return (
    <Side title={t('queue.title')} onClose={onClose}>
      <Stack>
        <Text>{t(`reach.${reach}Text`)}</Text>
        {rows.length === 0 && (
          <div className="basket-empty">
            <IconCloudCheck size={48} aria-hidden />
            <Text fw={600}>{t('queue.empty')}</Text>
          </div>
        )}
        <ul className="queue">
          {rows.map((row) => (
            <QueueRow key={row.key} row={row} />
          ))}
        </ul>
        {(rows.some((row) => row.state === 'waiting') || reach !== 'up') && (
          <Button size="lg" loading={isTrying} onClick={tryNow}>
            {t('queue.sendNow')}
          </Button>
        )}
      </Stack>
    </Side>
  );
}

function QueueRow({ row }: { row: Waiting }) {
  const { t, format } = useTexts();
  const { money } = useFigures();
  return (
    <li className={`queued is-${row.state}`}>
      <div className="queued-head">
        <Text fw={600}>{row.customer ?? t('queue.anybody')}</Text>
        <Text fw={600} className="figures">
          {money(row.taken, row.currency)}
        </Text>
      </div>
      <Text size="sm" c="dimmed" className="figures">
        {row.number} · {format.moment(row.made_at)}
      </Text>
      {row.state === 'waiting' && <Waits row={row} />}
      {row.state === 'differs' && <Differs row={row} />}
      {row.state === 'refused' && <Refused row={row} />}
      {row.state === 'stands' && <Stands row={row} />}
    </li>
  );
}

function Waits({ row }: { row: Waiting }) {
  const { t } = useTexts();
  return (
    <>
      <Text size="sm">{row.is_undone ? t('queue.undone') : t('queue.waiting')}</Text>
      {row.refusal && <Why refusal={row.refusal} />}
    </>
  );
}

/** Taken back here, and not there: somebody has to know. */
function Stands({ row }: { row: Waiting }) {
  const { t } = useTexts();
  const { desk } = useCounter();
  return (
    <>
      <Text fw={600}>{t('queue.stands')}</Text>
      {row.refusal && <Why refusal={row.refusal} />}
      <div className="queued-actions">
        <Button
          size="md"
          variant="light"
          onClick={() => void desk.queue.repair(row.key, 'nothing').then(() => desk.sync())}
        >
          {t('retry')}
        </Button>
        <Button size="md" variant="default" onClick={() => void desk.queue.discard(row.key)}>
          {t('queue.seen')}
        </Button>
      </div>
    </>
  );
}

/** What the server said. */
function Why({ refusal }: { refusal: Told }) {
  const { t } = useTexts();
  const said = useSaid(refusal);
  return (
    <>
      <Text fw={600} className="queued-why">
        {said?.title}
      </Text>
      {refusal.reasons.map((reason) => (
        <Text size="sm" key={reason}>
          {reason}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {t('problemCode', { code: refusal.code })}
      </Text>
    </>
  );
}

/** Without the server nobody could know the offers: what was taken and what was to take differ. */
function Differs({ row }: { row: Waiting }) {
  const { t } = useTexts();
  const { desk } = useCounter();
  const { money } = useFigures();
  const payable = row.payable ?? row.taken;
  const isTooMuch = compare(row.taken, payable) > 0;
  const gap = isTooMuch ? difference(row.taken, payable) : difference(payable, row.taken);
  return (
    <>
      <Text>
        {t(isTooMuch ? 'queue.tooMuch' : 'queue.tooLittle', {
          payable: money(payable, row.currency),
          gap: money(gap, row.currency),
        })}
      </Text>
      <Button size="md" variant="default" onClick={() => void desk.queue.discard(row.key)}>
        {t('queue.seen')}
      </Button>
    </>
  );
}

function Refused({ row }: { row: Waiting }) {
  const { t } = useTexts();
  const { desk } = useCounter();
  const [isSure, setSure] = useState(false);
  const { refusal, basket } = row;
  const repair = (without: 'nothing' | 'extras' | 'member') =>
    void desk.queue.repair(row.key, without).then(() => desk.sync());
  const hasExtras = Boolean(basket.burns ?? basket.codes ?? basket.certificates);
  return (
    <>
      {refusal && <Why refusal={refusal} />}
      <div className="queued-actions">
        <Button size="md" variant="light" onClick={() => repair('nothing')}>
          {t('retry')}
        </Button>
        {hasExtras && (
          <Button size="md" variant="light" onClick={() => repair('extras')}>
            {t('queue.withoutExtras')}
          </Button>
        )}
        {basket.member && (
          <Button size="md" variant="light" onClick={() => repair('member')}>
            {t('queue.withoutMember')}
          </Button>
        )}
        <Button
          size="md"
          variant={isSure ? 'filled' : 'subtle'}
          color="bad"
          onClick={() => (isSure ? void desk.queue.discard(row.key) : setSure(true))}
        >
          {isSure ? t('queue.reallyDiscard') : t('queue.discard')}
        </Button>
      </div>
    </>
  );
}
