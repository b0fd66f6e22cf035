import { Modal, Stack, Text } from '@mantine/core';
import { Copy } from '@shared/components/Copy';
import { useTexts } from '../../texts/use';

export function InvitationLink(props: { name: string; invitation: string; onClose: () => void }) {
  const { t } = useTexts();
  const link = `${location.origin}/console/invitation#token=${encodeURIComponent(props.invitation)}`;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('staff.linkTitle', { name: props.name })}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text>{t('staff.linkText')}</Text>
        <output className="code">{link}</output>
        <Copy text={link} />
      </Stack>
    </Modal>
  );
}
