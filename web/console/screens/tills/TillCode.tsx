import { Modal, Stack, Text } from '@mantine/core';
import type { Till } from '@shared/api/types';
import { Copy } from '@shared/components/Copy';
import { Qr } from '@shared/components/Qr';
import { useTexts } from '../../texts/use';

/** Large, because it is read from one screen and typed on another. */
export function TillCode({ till, onClose }: { till: Till; onClose: () => void }) {
  const { t } = useTexts();
  const code = till.code ?? '';
  const address = `${location.origin}/till/`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tills.codeTitle', { name: till.name })}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text>{t('tills.codeText')}</Text>
        <Text className="code">{address}</Text>
        <output className="code big-code">{code}</output>
        <Copy text={code} />
        <Text>{t('tills.codeScan')}</Text>
        <Qr text={`${address}#code=${code}`} label={t('tills.codeQr', { name: till.name })} />
        <Text size="sm" c="dimmed">
          {t('tills.codeOnce')}
        </Text>
      </Stack>
    </Modal>
  );
}
