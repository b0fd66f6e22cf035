import { TextInput } from '@mantine/core';
import { useSharedTexts } from '../i18n/TextProvider';

/**
 * One field for a code of six digits: it can be pasted, filled in by the phone, and read by a screen reader,
 * which six single boxes make hard. `onFull` spares the click.
 */
export function SixDigits(props: {
  value: string;
  onChange: (digits: string) => void;
  onFull?: (digits: string) => void;
  label?: string;
}) {
  const { t } = useSharedTexts();
  const change = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6);
    props.onChange(digits);
    if (digits.length === 6 && digits !== props.value) props.onFull?.(digits);
  };
  return (
    <TextInput
      size="lg"
      label={props.label ?? t('code.label')}
      value={props.value}
      onChange={(event) => change(event.currentTarget.value)}
      inputMode="numeric"
      autoComplete="one-time-code"
      data-autofocus
      autoFocus
      classNames={{ input: 'figures code' }}
    />
  );
}
