import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Cause } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useIfThere, useMyId, useOwn, useRenew } from '../../own/own';
import { useUnits } from '../../own/units';
import { Meter } from '../../parts/Meter';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

export default function Causes() {
  const { t, locale } = useLater();
  const causes = useIfThere('GET /v1/causes', { query: { locale } });
  return (
    <Page title={t('causes.title')} lead={t('causes.lead')} back="/offers">
      <Reading of={causes}>
        {({ items }) => items.map((cause) => <OneCause key={cause.cause} cause={cause} />)}
      </Reading>
    </Page>
  );
}

function OneCause({ cause }: { cause: Cause }) {
  const { t, format } = useLater();
  const [isOpen, setOpen] = useState(false);
  const sum = format.money(cause.amount, cause.currency);
  return (
    <Section title={cause.name}>
      <div className="card stack-tight">
        <p>
          {cause.goal
            ? t('causes.of', { amount: sum, goal: format.money(cause.goal, cause.currency) })
            : t('causes.so', { amount: sum })}
        </p>
        {cause.goal && (
          <Meter have={Number(cause.amount)} need={Number(cause.goal)} label={cause.name} />
        )}
        {cause.units.length > 0 && (
          <Button size="lg" variant="light" onClick={() => setOpen(true)}>
            {t('causes.give')}
          </Button>
        )}
      </div>
      {isOpen && <Give cause={cause} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Give({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const { t } = useLater();
  const units = useUnits();
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const balances = useOwn('GET /v1/members/{member_id}/balances').data?.items ?? [];
  const [unit = ''] = cause.units;
  const [amount, setAmount] = useState('');
  const give = useChange('POST /v1/members/{member_id}/donations');
  const held = balances.find((balance) => balance.unit === unit)?.spendable ?? '0';
  const body = { cause: cause.cause, unit, amount: amount.replace(',', '.') };
  if (give.isSuccess) {
    return (
      <Sheet title={cause.name} onClose={onClose}>
        <p className="centre" role="status">
          {t('causes.thanks', { amount: units.say(unit, body.amount) })}
        </p>
      </Sheet>
    );
  }
  return (
    <Sheet title={cause.name} onClose={onClose}>
      <Form onSubmit={() => give.mutate({ path, body }, { onSuccess: renew })}>
        <label className="field">
          <span>{t('causes.amount', { unit: units.word(unit, '2') })}</span>
          <input
            inputMode="decimal"
            value={amount}
            required
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        </label>
        <p className="quiet">{t('causes.have', { amount: units.say(unit, held) })}</p>
        <ProblemNote error={give.error} />
        <Button type="submit" size="lg" loading={give.isPending}>
          {t('causes.give')}
        </Button>
      </Form>
    </Sheet>
  );
}
