import { nameOf, useChange } from '@shared/api/hooks';
import type { Ground, Settlement } from '@shared/api/types';
import { useQueryClient } from '@tanstack/react-query';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import { periodName } from './period';

interface Props {
  told: Settlement;
  open: Ground[];
  onClose: () => void;
}

/** Writes down for good who owes whom; what arrives later belongs to the next period. */
export function CloseDialog({ told, open, onClose }: Props) {
  const { t, locale } = useTexts();
  const close = useChange('POST /v1/settlements/{period}/close');
  const client = useQueryClient();
  const after = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: nameOf('GET /v1/settlements/{period}') }),
      client.invalidateQueries({ queryKey: nameOf('GET /v1/payouts') }),
    ]);
    onClose();
  };
  return (
    <Confirm
      title={t('partners.closeTitle', { period: periodName(told.period, locale) })}
      text={t('partners.closeText', { grounds: open.map((one) => t(`ground.${one}`)).join(', ') })}
      act={t('partners.close')}
      isBusy={close.isPending}
      error={close.error}
      isHarmless
      onClose={onClose}
      onAct={() => close.mutate({ path: { period: told.period }, body: {} }, { onSuccess: after })}
    />
  );
}
