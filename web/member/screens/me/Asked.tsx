import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { OwnSeat } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { readable } from '../../own/level';
import { useMyId, useRenew } from '../../own/own';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** A seat that was asked for. Until somebody agrees, it can be taken back. */
export function Asked({ seat, name }: { seat: OwnSeat; name: string | undefined }) {
  const { t } = useLater();
  const me = useMyId();
  const renew = useRenew();
  const change = useChange('POST /v1/groups/{group_id}/seats');
  const takeBack = {
    path: { group_id: seat.group },
    body: { change: 'leave' as const, member: { id: me } },
  };
  return (
    <Section title={name ?? readable(seat.kind)}>
      <div className="card stack">
        <p role="status">
          <strong>{t('household.waits')}</strong>
        </p>
        <p className="quiet">{t('household.waitsHint')}</p>
        <ProblemNote error={change.error} />
        <Button
          size="lg"
          variant="light"
          color="bad"
          loading={change.isPending}
          // Refused when somebody answered meanwhile: what is true now is read in any case.
          onClick={() => change.mutate(takeBack, { onSettled: renew })}
        >
          {t('household.takeBack')}
        </Button>
      </div>
    </Section>
  );
}
