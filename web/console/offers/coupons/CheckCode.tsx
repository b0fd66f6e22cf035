import { Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { call } from '@shared/api/call';
import { ApiProblem } from '@shared/api/problem';
import type { Certificate, CodeAnswer } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import type { Item } from '../document/items';

type Found = { coupon: CodeAnswer } | { certificate: Certificate };

/** A code is a coupon's or a certificate's; whoever holds the paper need not know which. */
async function find(code: string): Promise<Found> {
  const coupon = await call('POST /v1/coupons/validate', { body: { code } });
  if (coupon.valid || coupon.coupon) return { coupon };
  try {
    return { certificate: await call('POST /v1/certificates/balance', { body: { code } }) };
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500 && error.status >= 400) return { coupon };
    throw error;
  }
}

export function CheckCode({ items }: { items: Item[] }) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const check = useMutation({ mutationFn: find });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) check.mutate(code.trim());
  };
  return (
    <section className="card">
      <form onSubmit={submit}>
        <Group align="end">
          <TextInput
            label={t('check.label')}
            placeholder={t('check.placeholder')}
            value={code}
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            style={{ flex: '1 1 220px' }}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" variant="light" loading={check.isPending}>
            {t('check.submit')}
          </Button>
        </Group>
      </form>
      <div role="status">{check.data && <Answer found={check.data} items={items} />}</div>
      <ProblemNote error={check.error} />
    </section>
  );
}

function Answer({ found, items }: { found: Found; items: Item[] }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const nameOf = (key?: string | null) => items.find((item) => item.key === key)?.name ?? key ?? '';
  if ('certificate' in found) {
    const { balance, currency, type, until } = found.certificate;
    return (
      <Group mt="md" gap="sm">
        <Badge color="good" variant="light" tt="none" size="lg">
          {t('check.certificate')}
        </Badge>
        <Text fw={650}>{nameOf(type)}</Text>
        <Text>{t('check.balance', { amount: format.money(balance, currency) })}</Text>
        {until && <Text c="dimmed">{t('term.until', { day: when.day(until) })}</Text>}
      </Group>
    );
  }
  const { coupon } = found;
  return (
    <Group mt="md" gap="sm">
      <Badge color={coupon.valid ? 'good' : 'bad'} variant="light" tt="none" size="lg">
        {t(coupon.valid ? 'check.good' : 'check.notGood')}
      </Badge>
      <Text fw={650}>{nameOf(coupon.coupon)}</Text>
      {coupon.refusal && <Text>{coupon.refusal.message}</Text>}
      {coupon.uses != null && (
        <Text c="dimmed">{t('check.used', { used: coupon.used ?? 0, uses: coupon.uses })}</Text>
      )}
      {coupon.until && <Text c="dimmed">{t('term.until', { day: when.day(coupon.until) })}</Text>}
    </Group>
  );
}
