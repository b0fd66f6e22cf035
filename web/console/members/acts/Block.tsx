import { useChange } from '@shared/api/hooks';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import type { ActProps } from './Acts';

export function Block({ member, onDone, onClose }: ActProps) {
  const { t } = useTexts();
  const block = useChange('POST /v1/members/{member_id}/block');
  const unblock = useChange('POST /v1/members/{member_id}/unblock');
  const what = member.blocked ? 'unblock' : 'block';
  const change = member.blocked ? unblock : block;
  const done = () => onDone(t(`${what}.done`));
  return (
    <Confirm
      title={t(`${what}.title`, { name: member.name ?? t('members.unnamed') })}
      text={t(`${what}.text`)}
      act={t(`acts.${what}`)}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onAct={() => change.mutate({ path: { member_id: member.id } }, { onSuccess: done })}
    />
  );
}
