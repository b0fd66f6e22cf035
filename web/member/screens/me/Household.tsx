import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { GroupKind } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconHome } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import { useIfThere, useMyId, useOwn, useOwnSpoken, useRenew } from '../../own/own';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
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
          return (
            <>
              {invited && !items.some((seat) => seat.group === invited) && <Join group={invited} />}
              {items.map((seat) => (
                <OneGroup
                  key={seat.group}
                  seat={seat}
                  name={kinds.find((kind) => kind.kind === seat.kind)?.name}
                />
              ))}
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
  // Only those who belong to a group, or have asked to, are told of it.
  const told = useIfThere('GET /v1/groups/{group_id}', { path });
  const waits = told.data?.seats.some((seat) => seat.member === me) ?? false;
  const ask = { path, body: { change: 'ask' as const, member: { id: me } } };
  return (
    <div className="card stack">
      <p>{t('household.invited')}</p>
      <ProblemNote error={join.error} />
      {waits || join.isSuccess ? (
        <p role="status">{t(waits ? 'household.waits' : 'household.asked')}</p>
      ) : (
        <Button
          size="lg"
          loading={join.isPending || told.isPending}
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
