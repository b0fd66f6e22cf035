import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { LOCALE_NAMES } from '../i18n/locale';
import { useSharedTexts } from '../i18n/TextProvider';
import { LOCALES, type Locale } from '../i18n/types';

/** Which language; `quiet` where the label is clear from the place. */
export function LanguageChoice({ quiet = false, size = 'sm' }: { quiet?: boolean; size?: string }) {
  const { t, locale, setLocale } = useSharedTexts();
  return (
    <NativeSelect
      size={size}
      label={quiet ? undefined : t('language')}
      aria-label={t('language')}
      value={locale}
      data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      onChange={(event) => void setLocale(event.currentTarget.value as Locale)}
    />
  );
}

type Choice = 'auto' | 'light' | 'dark';

export function SchemeChoice({ size = 'sm' }: { size?: string }) {
  const { t } = useSharedTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices: Choice[] = ['auto', 'light', 'dark'];
  return (
    <NativeSelect
      size={size}
      label={t('scheme')}
      value={colorScheme}
      data={choices.map((value) => ({ value, label: t(`scheme.${value}`) }))}
      onChange={(event) => setColorScheme(event.currentTarget.value as Choice)}
    />
  );
}
