import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { OwnSeat, Seat, SeatChange } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useBrand } from '@shared/theme/Brand';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { readable } from '../../own/level';
import { useIfThere, useMyId, useRenew } from '../../own/own';
import { useUnits } from '../../own/units';
import { RowInside } from '../../parts/LinkRow';
import { Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { Share } from '../../parts/Share';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';

/** Who sits in it, what the others bring, and how to share the card or leave. */
export function OneGroup({ seat, name }: { seat: OwnSeat; name: string | undefined }) {
  const { t } = useLater();
  const { brand } = useBrand();
  const me = useMyId();
  const units = useUnits();
  const renew = useRenew();
  const group = useIfThere('GET /v1/groups/{group_id}', { path: { group_id: seat.group } });
  const change = useChange('POST /v1/groups/{group_id}/seats');
  const [isLeaving, setLeaving] = useState(false);
  const act = (member: string, what: SeatChange) =>
    change.mutate(
      { path: { group_id: seat.group }, body: { change: what, member: { id: member } } },
      { onSuccess: renew },
    );
  const link = `${location.origin}/app/me/household?join=${seat.group}`;
  return (
    <Section title={name ?? readable(seat.kind)}>
      <Reading of={group}>
        {(told) => (
          <div className="card stack">
            {told.balances.length > 0 && (
              <p className="figures">
                {t('household.pool', {
                  amount: told.balances
                    .map((one) => units.say(one.unit, one.spendable))
                    .join(' · '),
                })}
              </p>
            )}
            <ul className="steps">
              {told.seats.map((one, at) => (
                <SeatRow
                  key={one.member}
                  seat={one}
                  name={
                    one.member === me ? t('board.you') : t('household.seat', { number: at + 1 })
                  }
                  isHead={one.member === told.head}
                  mayAct={told.head === me && one.member !== me}
                  onAct={(what) => act(one.member, what)}
                />
              ))}
            </ul>
            <ProblemNote error={change.error} />
            <Share
              text={t('household.text', { shop: brand.name })}
              url={link}
              label={t('household.share')}
            />
            <Button variant="subtle" color="bad" onClick={() => setLeaving(true)}>
              {t('household.leave')}
            </Button>
          </div>
        )}
      </Reading>
      {isLeaving && (
        <Sheet title={t('household.leave')} onClose={() => setLeaving(false)}>
          <p>{t('household.leaveHint')}</p>
          <Button
            size="lg"
            color="bad"
            loading={change.isPending}
            onClick={() => {
              act(me, 'leave');
              setLeaving(false);
            }}
          >
            {t('household.leave')}
          </Button>
        </Sheet>
      )}
    </Section>
  );
}

function SeatRow(props: {
  seat: Seat;
  name: string;
  isHead: boolean;
  mayAct: boolean;
  onAct: (what: SeatChange) => void;
}) {
  const { t } = useLater();
  const { seat, mayAct } = props;
  const state = props.isHead
    ? t('household.head')
    : seat.approved
      ? undefined
      : t('household.waits');
  return (
    <li className="seat">
      <RowInside icon={<IconUser />} title={props.name} hint={state} />
      {mayAct && !seat.approved && (
        <Button variant="light" onClick={() => props.onAct('approve')}>
          {t('household.approve')}
        </Button>
      )}
      {mayAct && (
        <Button variant="subtle" color="bad" onClick={() => props.onAct('leave')}>
          {t('household.remove')}
        </Button>
      )}
    </li>
  );
}
