import { Drawer, Stack, Text } from '@mantine/core';
import type { LedgerEntry } from '@shared/api/types';
import { useTexts } from '../../texts/use';
import { WhyEntry } from './WhyEntry';

/** The reasons behind lines of the timeline: sentence, rule, version, booking. */
export function Why(props: {
  memberId: string;
  entries: LedgerEntry[];
  /** Which effect was asked about; all of them when absent. */
  effect?: number | undefined;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size="lg"
      title={t('why.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        {props.entries.length === 0 && <Text>{t('why.further')}</Text>}
        {props.entries.map((entry) => (
          <WhyEntry key={entry.id} entry={entry} effect={props.effect} />
        ))}
      </Stack>
    </Drawer>
  );
}
