import { NativeSelect, TextInput } from '@mantine/core';
import { ROLES } from '@shared/api/people';
import type { StaffRole } from '@shared/api/types';
import { useTexts } from '../../texts/use';

export function RoleField(props: {
  value: StaffRole;
  disabled?: boolean;
  onChange: (role: StaffRole) => void;
}) {
  const { t } = useTexts();
  return (
    <NativeSelect
      label={t('field.role')}
      description={t(`about.${props.value}`)}
      inputWrapperOrder={['label', 'input', 'description']}
      value={props.value}
      disabled={props.disabled ?? false}
      data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={(event) => props.onChange(event.currentTarget.value as StaffRole)}
    />
  );
}

/** Digits only, readable: it is told to somebody right now, and a till asks for it in dots. */
export function PinField(props: {
  value: string;
  hint: string;
  isNeeded: boolean;
  onChange: (pin: string) => void;
}) {
  const { t } = useTexts();
  return (
    <TextInput
      label={t('field.pin')}
      description={props.hint}
      inputMode="numeric"
      autoComplete="off"
      required={props.isNeeded}
      withAsterisk={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 8))}
    />
  );
}
