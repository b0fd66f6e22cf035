import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useSharedTexts } from '../i18n/TextProvider';

/** A field for a password; the eye in it says in the language of the page what it does, and keys reach it. */
export function Password(props: PasswordInputProps) {
  const { t } = useSharedTexts();
  return (
    <PasswordInput
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('password.eye'), tabIndex: 0 }}
      {...props}
    />
  );
}
