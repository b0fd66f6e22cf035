import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Receipt } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MemberPick } from '../../members/search/MemberPick';
import { useTexts } from '../../texts/use';

interface Props {
  receipt: Receipt;
  /** With a sentence that says what was done. */
  onDone: (told: string) => void;
}

/** Gives a receipt that nobody was known at to the member whose it is. */
export function Give(props: Props) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="light"
        mt="xs"
        leftSection={<IconUserPlus size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('receipts.give')}
      </Button>
      {isOpen && <Ask {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Picked {
  id: string;
  name: string;
}

function Ask({ receipt, onDone, onClose }: Props & { onClose: () => void }) {
  const { t } = useTexts();
  const [picked, setPicked] = useState<Picked>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('receipts.giveTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {picked ? (
        <Sure
          receipt={receipt}
          to={picked}
          onOther={() => setPicked(undefined)}
          onDone={(told) => {
            onClose();
            onDone(told);
          }}
        />
      ) : (
        <Stack className="merge-pick">
          <Text>{t('receipts.giveText')}</Text>
          <MemberPick
            label={t('receipts.giveWho')}
            onPick={({ id, name }) => setPicked({ id, name: name ?? t('members.unnamed') })}
          />
        </Stack>
      )}
    </Modal>
  );
}

/** It cannot be taken back, so it is asked once more. */
function Sure(props: Props & { to: Picked; onOther: () => void }) {
  const { t } = useTexts();
  const { receipt, to, onOther, onDone } = props;
  const { name } = to;
  const renew = useRenew(to.id);
  const claim = useChange('POST /v1/receipts/{receipt_id}/claim');
  const submit = () =>
    claim.mutate(
      { path: { receipt_id: receipt.id }, body: { member: { id: to.id } } },
      {
        onSuccess: () => {
          void renew();
          onDone(t('receipts.given', { name }));
        },
      },
    );
  return (
    <Stack>
      <Text>{t('receipts.giveAsk', { name })}</Text>
      <ProblemNote error={claim.error} />
      <Group justify="end">
        <Button variant="subtle" mr="auto" onClick={onOther}>
          {t('receipts.giveOther')}
        </Button>
        <Button loading={claim.isPending} onClick={submit}>
          {t('receipts.giveAct', { name })}
        </Button>
      </Group>
    </Stack>
  );
}

/** Both the receipt and the member have changed, and the lists that they are in. */
function useRenew(memberId: string) {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [route, input] }) => {
        const asked = input as { path?: { member_id?: string } } | undefined;
        const isReceipt = String(route).startsWith('GET /v1/receipts');
        return isReceipt || asked?.path?.member_id === memberId;
      },
    });
}
