import { Text, Title } from '@mantine/core';
import type { Posting } from '@shared/api/types';
import { IconArrowRight } from '@tabler/icons-react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';

/** The booking: from which account to which, as it stands in the journal. */
export function Bookings({ postings }: { postings: Posting[] }) {
  const { t, find } = useTexts();
  const units = useUnits();
  const account = (word: string) => find(`account:${word}`) ?? word;
  return (
    <section>
      <Title order={4} size="h5" mb={4}>
        {t('why.booking')}
      </Title>
      <ul className="bookings">
        {postings.map((posting, at) => (
          // A booking may hold the same line twice; its place tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at}>
            <b className="figures">{units.counted(posting.unit, posting.amount)}</b>
            <span>
              {account(posting.from)}{' '}
              <IconArrowRight size={14} role="img" aria-label={t('why.to')} /> {account(posting.to)}
            </span>
            {posting.lot && (
              <Text span size="sm" c="dimmed">
                {t('why.lot', { lot: posting.lot })}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
