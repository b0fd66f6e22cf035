import { useChange } from '@shared/api/hooks';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import type { ActProps } from './Acts';

/** Ends all sessions of a member, as when their phone was stolen. */
export function SignOut({ member, onDone, onClose }: ActProps) {
  const { t } = useTexts();
  const signOut = useChange('POST /v1/members/{member_id}/sign-out');
  const done = () => onDone(t('signOutMember.done'));
  return (
    <Confirm
      title={t('signOutMember.title', { name: member.name ?? t('members.unnamed') })}
      text={t('signOutMember.text')}
      act={t('acts.signOut')}
      isHarmless
      isBusy={signOut.isPending}
      error={signOut.error}
      onClose={onClose}
      onAct={() => signOut.mutate({ path: { member_id: member.id } }, { onSuccess: done })}
    />
  );
}
