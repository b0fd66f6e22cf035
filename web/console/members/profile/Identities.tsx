import { ActionIcon, Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Identity, Member } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import { AddIdentity } from '../acts/AddIdentity';
import { useRenew } from '../acts/useRenew';
import { Line, Section } from './Section';

/** Everything that leads to this member. */
export function Identities({ member }: { member: Member }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const mayChange = may(session, 'members.change');
  const [open, setOpen] = useState<Identity | 'add'>();
  const remove = useChange('POST /v1/members/{member_id}/identities/remove');
  const renew = useRenew(member.id);
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    void renew();
  };
  const rows = member.identities ?? [];
  return (
    <Section title={t('members.identities')}>
      {rows.map((row) => (
        <Line
          key={row.kind + row.value}
          name={row.value}
          note={[t(`identity.${row.kind}`)]}
          action={
            mayChange && (
              <ActionIcon
                variant="subtle"
                color="bad"
                size={44}
                aria-label={t('members.removeIdentity', { value: row.value })}
                onClick={() => setOpen(row)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )
          }
        />
      ))}
      <Line name={t('identity.own')} note={[member.id]} />
      {mayChange && (
        <li>
          <Button
            variant="light"
            leftSection={<IconPlus size={18} />}
            onClick={() => setOpen('add')}
          >
            {t('members.addIdentity')}
          </Button>
        </li>
      )}
      {open === 'add' && <AddIdentity memberId={member.id} onDone={done} onClose={close} />}
      {open && open !== 'add' && (
        <Confirm
          title={t('members.removeIdentity', { value: open.value })}
          text={t('members.removeIdentityText')}
          act={t('members.remove')}
          isBusy={remove.isPending}
          error={remove.error}
          onClose={close}
          onAct={() =>
            remove.mutate({ path: { member_id: member.id }, body: open }, { onSuccess: done })
          }
        />
      )}
    </Section>
  );
}
