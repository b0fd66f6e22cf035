import { Button, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Staff } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useSession } from '@shared/session/session';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { AddStaff } from './AddStaff';
import { ChangeAccess } from './ChangeAccess';
import { EditStaff } from './EditStaff';
import { InvitationLink } from './InvitationLink';
import { type Act, StaffRow } from './StaffRow';

type Open =
  | { what: 'add' }
  | { what: 'link'; name: string; invitation: string }
  | { what: 'edit' | 'switchOff' | 'forget'; staff: Staff };

export default function StaffList() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [open, setOpen] = useState<Open>();
  const [added, setAdded] = useState('');
  const staff = useRead('GET /v1/staff', {});
  const client = useQueryClient();
  const invite = useChange('POST /v1/staff/{staff_id}/invite');
  const change = useChange('PATCH /v1/staff/{staff_id}');
  const close = () => setOpen(undefined);
  const renew = () => client.invalidateQueries({ queryKey: nameOf('GET /v1/staff') });
  const done = () => {
    close();
    void renew();
  };
  const act = (what: Act, one: Staff) => {
    const path = { staff_id: one.id };
    if (what === 'switchOn') change.mutate({ path, body: { enabled: true } }, { onSuccess: renew });
    else if (what !== 'invite') setOpen({ what, staff: one });
    else {
      invite.mutate(
        { path },
        { onSuccess: ({ invitation }) => setOpen({ what: 'link', name: one.name, invitation }) },
      );
    }
  };
  const afterAdding = (one: Staff) => {
    setAdded(one.name);
    done();
    if (one.invitation) setOpen({ what: 'link', name: one.name, invitation: one.invitation });
  };
  const rows = staff.data?.items;
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen({ what: 'add' })}>
      {t('staff.add')}
    </Button>
  );
  return (
    <Page title={t('staff.title')} lead={t('staff.lead')} action={add}>
      <Text role="status" className={added ? undefined : 'heard'}>
        {added && t('staff.added', { name: added })}
      </Text>
      <ProblemNote error={invite.error ?? change.error} />
      {staff.isPending && <WaitingRows height={92} />}
      <ProblemNote error={staff.error} onRetry={staff.refetch} />
      <ul className="rows">
        {rows?.map((one) => (
          <StaffRow
            key={one.id}
            staff={one}
            isMe={one.id === session?.id}
            onAct={(what) => act(what, one)}
          />
        ))}
      </ul>
      {rows?.length === 1 && (
        <Empty
          icon={<IconUsers size={32} />}
          title={t('staff.emptyTitle')}
          text={t('staff.emptyText')}
        />
      )}
      {open?.what === 'add' && <AddStaff onAdded={afterAdding} onClose={close} />}
      {open?.what === 'edit' && (
        <EditStaff
          staff={open.staff}
          isMe={open.staff.id === session?.id}
          onDone={done}
          onClose={close}
        />
      )}
      {open?.what === 'link' && <InvitationLink {...open} onClose={close} />}
      {(open?.what === 'switchOff' || open?.what === 'forget') && (
        <ChangeAccess staff={open.staff} what={open.what} onDone={done} onClose={close} />
      )}
    </Page>
  );
}
