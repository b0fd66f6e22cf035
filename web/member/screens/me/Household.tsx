import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { GroupKind, OwnSeat } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconHome } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import { useMyId, useOwn, useOwnSpoken, useRenew } from '../../own/own';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
import { Asked } from './Asked';
import { OneGroup } from './OneGroup';

export default function Household() {
  const { t } = useLater();
  const [search] = useSearchParams();
  const groups = useOwn('GET /v1/members/{member_id}/groups');
  const kinds = useOwnSpoken('GET /v1/members/{member_id}/standing').data?.group_kinds ?? [];
  const invited = search.get('join');
  return (
    <Page title={t('household.title')} lead={t('household.lead')} back="/me">
      <Reading of={groups}>
        {({ items }) => {
          const open = kinds.filter((kind) => !items.some((seat) => seat.kind === kind.kind));
          const named = (seat: OwnSeat) => kinds.find((kind) => kind.kind === seat.kind)?.name;
          const isOther = invited && !items.some((seat) => seat.group === invited);
          return (
            <>
              {isOther && <Join group={invited} />}
              {items.map((seat) =>
                // An answer that was kept before seats told it has only those that were agreed to.
                seat.approved === false ? (
                  <Asked key={seat.group} seat={seat} name={named(seat)} />
                ) : (
                  <OneGroup key={seat.group} seat={seat} name={named(seat)} />
                ),
              )}
              {items.length === 0 && open.length === 0 && !invited && (
                <Nothing
                  icon={<IconHome size={32} />}
                  title={t('household.none')}
                  text={t('household.noneHint')}
                />
              )}
              {open.map((kind) => (
                <Found key={kind.kind} kind={kind} />
              ))}
            </>
          );
        }}
      </Reading>
    </Page>
  );
}

/** From a link that somebody of the group has sent. */
function Join({ group }: { group: string }) {
  const { t } = useLater();
  const me = useMyId();
  const renew = useRenew();
  const join = useChange('POST /v1/groups/{group_id}/seats');
  const path = { group_id: group };
  const ask = { path, body: { change: 'ask' as const, member: { id: me } } };
  return (
    <div className="card stack">
      <p>{t('household.invited')}</p>
      <ProblemNote error={join.error} />
      {join.isSuccess ? (
        <p role="status">{t('household.asked')}</p>
      ) : (
        <Button
          size="lg"
          loading={join.isPending}
          onClick={() => join.mutate(ask, { onSuccess: renew })}
        >
          {t('household.join')}
        </Button>
      )}
    </div>
  );
}

function Found({ kind }: { kind: GroupKind }) {
  const { t } = useLater();
  const me = useMyId();
  const renew = useRenew();
  const found = useChange('POST /v1/groups');
  const body = { kind: kind.kind, head: { id: me } };
  return (
    <Section title={kind.name}>
      <div className="card stack">
        <p>{t('household.found', { count: kind.seats })}</p>
        <ProblemNote error={found.error} />
        <Button
          size="lg"
          loading={found.isPending}
          onClick={() => found.mutate({ body }, { onSuccess: renew })}
        >
          {t('household.open', { name: kind.name })}
        </Button>
      </div>
    </Section>
  );
}
