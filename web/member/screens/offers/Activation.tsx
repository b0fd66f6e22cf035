import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { OfferToActivate } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconCheck } from '@tabler/icons-react';
import { lastDay } from '../../own/day';
import { useMyId, useRenew } from '../../own/own';
import { useUnits } from '../../own/units';
import { useLater } from '../../texts/use';

export function Activation({ offer }: { offer: OfferToActivate }) {
  const { t, locale } = useLater();
  const units = useUnits();
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const activate = useChange('POST /v1/members/{member_id}/activations');
  const isActive = offer.active || activate.isSuccess;
  return (
    <div className="card stack-tight">
      <div className="split">
        <span className="row-text">
          <strong>{offer.name}</strong>
          {offer.until && (
            <span className="quiet">
              {t('until', { day: lastDay(offer.until, locale, units.timeZone) })}
            </span>
          )}
        </span>
        {isActive ? (
          <span className="tag tag-good" role="status">
            <IconCheck size={16} aria-hidden />
            {t('activate.on')}
          </span>
        ) : (
          <Button
            size="md"
            loading={activate.isPending}
            aria-label={t('activate.label', { name: offer.name })}
            onClick={() =>
              activate.mutate({ path, body: { offer: offer.offer } }, { onSuccess: renew })
            }
          >
            {t('activate.do')}
          </Button>
        )}
      </div>
      <ProblemNote error={activate.error} />
    </div>
  );
}
