import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Receipt } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { type HTMLAttributes, type ReactNode, useId, useState } from 'react';
import { useIfThere, useMyId, useRenew } from '../../own/own';
import { useUnits } from '../../own/units';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';
import { NOTHING, printed, storesOf, type Typed, today, totalOf } from './printed';

/** Whoever paid without their card types off the receipt, and gets what it brings. */
export default function AddReceipt({ scale, onClose }: { scale: number; onClose: () => void }) {
  const { t, locale } = useLater();
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const [typed, setTyped] = useState(NOTHING);
  const [isSent, setSent] = useState(false);
  const add = useChange('POST /v1/members/{member_id}/receipts');
  const set = (part: Partial<Typed>) => setTyped((old) => ({ ...old, ...part }));
  const submit = () => {
    setSent(true);
    const body = printed(typed, scale, locale);
    if (body) add.mutate({ path, body }, { onSuccess: renew });
  };
  const isWrong = isSent && totalOf(typed.total, scale, locale) === undefined;
  return (
    <Sheet title={t('printed.title')} onClose={onClose}>
      {add.data ? (
        <Added receipt={add.data} onClose={onClose} />
      ) : (
        <Form onSubmit={submit}>
          <p className="quiet">{t('printed.lead')}</p>
          <Fields typed={typed} isWrong={isWrong} onChange={set} />
          <ProblemNote error={add.error} />
          <Button type="submit" size="lg" loading={add.isPending}>
            {t('printed.send')}
          </Button>
        </Form>
      )}
    </Sheet>
  );
}

function Fields(props: {
  typed: Typed;
  isWrong: boolean;
  onChange: (part: Partial<Typed>) => void;
}) {
  const { t } = useLater();
  const { typed, isWrong, onChange } = props;
  const { currency = '', timeZone } = useUnits();
  const query = { member: useMyId(), limit: 100 };
  const known = storesOf(useIfThere('GET /v1/receipts', { query }).data?.items ?? []);
  const stores = useId();
  const wrong = useId();
  const of = (name: keyof Typed) => ({
    value: typed[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  const asPrinted = { autoCapitalize: 'none', spellCheck: false } satisfies Attributes;
  return (
    <>
      <Field label={t('printed.store')}>
        <input {...of('store')} {...asPrinted} required list={stores} />
      </Field>
      <datalist id={stores}>
        {known.map((store) => (
          <option key={store} value={store} />
        ))}
      </datalist>
      <Field label={t('printed.till')}>
        <input {...of('till')} {...asPrinted} />
      </Field>
      <Field label={t('printed.day')}>
        <input {...of('day')} type="date" required max={today(Date.now(), timeZone)} />
      </Field>
      <Field label={t('printed.number')}>
        <input {...of('number')} {...asPrinted} required />
      </Field>
      <Field label={t('printed.total', { currency })}>
        <input
          {...of('total')}
          inputMode="decimal"
          required
          aria-invalid={isWrong}
          aria-describedby={isWrong ? wrong : undefined}
        />
      </Field>
      {isWrong && (
        <p id={wrong} role="alert" className="note note-bad">
          {t('printed.totalWrong')}
        </p>
      )}
    </>
  );
}

type Attributes = HTMLAttributes<HTMLInputElement>;

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is the child
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

/** What it has brought, at once; the history has the reasons. */
function Added({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const { t, format } = useLater();
  const units = useUnits();
  const earned = receipt.effects.filter(({ kind }) => kind === 'earned');
  return (
    <>
      <div role="status">
        <p className="centre">
          {t('printed.added', { money: format.money(receipt.totals.payable, receipt.currency) })}
        </p>
        {earned.map((effect) => (
          <p key={effect.index} className="price figures centre">
            {units.say(effect.unit ?? '', effect.amount ?? '0', '+')}
          </p>
        ))}
      </div>
      <Button size="lg" variant="light" onClick={onClose}>
        {t('close')}
      </Button>
    </>
  );
}
