import '../members.css';
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { IssuedCertificate } from '@shared/api/types';
import { Copy } from '@shared/components/Copy';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { isZero } from '@shared/decimal/decimal';
import { moneyScale, typedDecimal } from '@shared/decimal/typed';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { MemberPick } from '../search/MemberPick';
import { useRenew } from './useRenew';

interface Holder {
  id: string;
  name?: string | null;
}

interface Props {
  /** On whose phone it appears; asked for when absent. */
  member?: Holder;
  onDone: (told: string) => void;
  onClose: () => void;
}

/** Issues a certificate, to a member or to whoever gets the code. */
export function IssueCertificate({ member, onDone, onClose }: Props) {
  const { t } = useTexts();
  const [issued, setIssued] = useState<IssuedCertificate>();
  const kinds = useBook()?.certificates;
  const done = () => onDone(t('certificate.done'));
  return (
    <Modal
      opened
      onClose={issued ? done : onClose}
      title={t('certificate.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {issued ? (
        <Stack>
          <Text role="status">{t('certificate.done')}</Text>
          <div className="big-code code coupon-code">{issued.code}</div>
          <Copy text={issued.code} />
          <Button onClick={done}>{t('close')}</Button>
        </Stack>
      ) : (
        kinds && <Ask kinds={kinds} member={member} onIssued={setIssued} onDone={done} />
      )}
    </Modal>
  );
}

interface AskProps {
  kinds: NonNullable<ReturnType<typeof useBook>>['certificates'];
  member: Holder | undefined;
  onIssued: (certificate: IssuedCertificate) => void;
  onDone: () => void;
}

function Ask({ kinds, member, onIssued, onDone }: AskProps) {
  const { t, locale, format } = useTexts();
  const { currency = 'EUR' } = useUnits();
  const [kind, setKind] = useState(kinds[0]);
  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState<Holder>();
  const holder = member ?? picked;
  const renew = useRenew(holder?.id ?? '');
  const issue = useChange('POST /v1/certificates');
  const [firstValue] = kind?.values ?? [];
  const text = typed || (firstValue ?? '');
  const amount = firstValue ? text : typedDecimal(text, moneyScale(currency), locale);
  const value = amount && !amount.startsWith('-') && !isZero(amount) ? amount : undefined;
  const submit = () => {
    if (!kind || !value) return;
    const to = holder ? { member: { id: holder.id } } : {};
    issue.mutate(
      { body: { type: kind.key, value, ...to } },
      {
        onSuccess: (change) => {
          void renew();
          const [first] = change.certificates;
          if (first) onIssued(first);
          else onDone();
        },
      },
    );
  };
  return (
    <Form onSubmit={submit}>
      {kinds.length > 1 && (
        <NativeSelect
          label={t('certificate.which')}
          value={kind?.key ?? ''}
          data={kinds.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => {
            const { value: key } = event.currentTarget;
            setKind(kinds.find((one) => one.key === key));
            setTyped('');
          }}
        />
      )}
      {firstValue ? (
        <NativeSelect
          label={t('certificate.value')}
          value={text}
          data={
            kind?.values.map((one) => ({ value: one, label: format.money(one, currency) })) ?? []
          }
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          label={`${t('certificate.value')}, ${currency}`}
          inputMode="decimal"
          required
          withAsterisk={false}
          value={typed}
          error={typed && !value ? t('certificate.valueWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {!member && <ForWhom holder={picked} onPick={setPicked} />}
      <Text size="sm" c="dimmed" role="status">
        {holder
          ? t('certificate.appears', { name: holder.name ?? t('members.unnamed') })
          : t('certificate.nobody')}
      </Text>
      <ProblemNote error={issue.error} />
      <Button type="submit" loading={issue.isPending} disabled={!value}>
        {t('certificate.issue')}
      </Button>
    </Form>
  );
}

function ForWhom(props: { holder: Holder | undefined; onPick: (to: Holder | undefined) => void }) {
  const { t } = useTexts();
  const { holder, onPick } = props;
  if (!holder) return <MemberPick label={t('certificate.forWhom')} onPick={onPick} />;
  return (
    <Group justify="space-between">
      <Text fw={600}>{holder.name ?? t('members.unnamed')}</Text>
      <Button variant="subtle" onClick={() => onPick(undefined)}>
        {t('certificate.other')}
      </Button>
    </Group>
  );
}
