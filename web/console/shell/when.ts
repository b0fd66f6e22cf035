import { useRead } from '@shared/api/hooks';
import { useMemo } from 'react';
import { useTexts } from '../texts/use';

/** The time zone of the shop: its days are not those of whoever looks from elsewhere. */
export const useZone = (): string | undefined =>
  // Everybody may read it, also who may not read the programme.
  useRead('GET /v1/branding', {}).data?.time_zone ?? undefined;

/** Days and moments as the shop's calendar and clock show them. */
export function useWhen() {
  const { locale } = useTexts();
  const timeZone = useZone();
  return useMemo(() => {
    const zone = timeZone ? { timeZone } : {};
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
    const moment = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...zone,
    });
    // A calendar day belongs to no zone.
    const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    return {
      day: (text: string) => day.format(new Date(text)),
      moment: (text: string) => moment.format(new Date(text)),
      calendarDay: (text: string) => calendar.format(new Date(`${text}T00:00:00Z`)),
      /** From one day to another: "30 Oct – 28 Nov 2026". */
      calendarDays: (from: string, until: string) =>
        calendar.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${until}T00:00:00Z`)),
    };
  }, [locale, timeZone]);
}
