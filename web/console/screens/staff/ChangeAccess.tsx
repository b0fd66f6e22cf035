import { useChange } from '@shared/api/hooks';
import type { Staff } from '@shared/api/types';
import { useTexts } from '../../texts/use';
import { Confirm } from '../Confirm';

const BODIES = { switchOff: { enabled: false }, forget: { forget_second_factor: true } };

export function ChangeAccess(props: {
  staff: Staff;
  what: 'switchOff' | 'forget';
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { staff, what } = props;
  const change = useChange('PATCH /v1/staff/{staff_id}');
  return (
    <Confirm
      title={t(`staff.${what}`)}
      text={t(`staff.${what}Text`, { name: staff.name })}
      act={t(`staff.${what}`)}
      isBusy={change.isPending}
      error={change.error}
      onClose={props.onClose}
      onAct={() =>
        change.mutate(
          { path: { staff_id: staff.id }, body: BODIES[what] },
          { onSuccess: props.onDone },
        )
      }
    />
  );
}
