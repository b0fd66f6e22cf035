import { nameOf, useChange } from '@shared/api/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import { renewProgramme } from './renew';

export function RollBack({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTexts();
  const back = useChange('POST /v1/programme/rollback');
  const client = useQueryClient();
  const navigate = useNavigate();
  const done = async () => {
    await renewProgramme(client);
    await client.invalidateQueries({ queryKey: nameOf('GET /v1/summary') });
    onClose();
    await navigate({ to: '/programme' });
  };
  return (
    <Confirm
      title={t('programme.rollBackTitle', { version })}
      text={t('programme.rollBackText', { version })}
      act={t('programme.rollBack')}
      isBusy={back.isPending}
      error={back.error}
      onClose={onClose}
      onAct={() => back.mutate({ body: { to: version } }, { onSuccess: done })}
    />
  );
}
