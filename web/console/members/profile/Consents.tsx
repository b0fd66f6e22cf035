import { Text } from '@mantine/core';
import type { Member } from '@shared/api/types';
import { useTexts } from '../../texts/use';
import { consentsByChannel, mayWrite } from './consents';
import { Line, Section } from './Section';

/** What they agreed to, and what rules know about them. */
export function Consents({ member }: { member: Member }) {
  const { t, find, locale } = useTexts();
  const { profile } = member;
  const consents = profile?.consents ?? [];
  const channels = consentsByChannel(consents);
  const birthday = profile?.birthday && dayOf(profile.birthday, locale);
  const words = [...(profile?.tags ?? []), ...(profile?.segments ?? [])];
  const attributes = Object.entries(profile?.attributes ?? {});
  return (
    <>
      <Section title={t('members.consents')}>
        {channels.map(([channel, purposes]) => (
          <Line
            key={channel}
            name={find(`channel:${channel}`) ?? channel}
            note={purposes.map((purpose) => find(`purpose:${purpose}`) ?? purpose)}
          />
        ))}
        {!mayWrite(consents) && (
          <Text component="li" c="dimmed">
            {t(channels.length > 0 ? 'members.noWriting' : 'members.noConsent')}
          </Text>
        )}
      </Section>
      <Section
        title={t('members.about')}
        isEmpty={!birthday && words.length === 0 && attributes.length === 0 && !profile?.language}
      >
        {birthday && <Line name={birthday} note={[t('members.birthday')]} />}
        {profile?.language && (
          <Line name={languageOf(profile.language, locale)} note={[t('members.language')]} />
        )}
        {words.length > 0 && <Line name={words.join(', ')} note={[t('members.tags')]} />}
        {attributes.map(([name, value]) => (
          <Line key={name} name={String(value)} note={[name]} />
        ))}
      </Section>
    </>
  );
}

function dayOf(birthday: { day: number; month: number; year?: number | null }, locale: string) {
  const { day, month, year } = birthday;
  // A leap year, for the 29th of February of whoever keeps the year to themselves.
  const date = new Date(Date.UTC(year ?? 2000, month - 1, day));
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(year ? { year: 'numeric' } : {}),
  }).format(date);
}

function languageOf(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
