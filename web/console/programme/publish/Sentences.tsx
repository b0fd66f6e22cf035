import { Text } from '@mantine/core';
import type { Difference } from '@shared/api/types';
import { IconEqual, IconMinus, IconPlus, IconReplace } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconReplace };
const COLOURS = { added: 'is-good', removed: 'is-bad', changed: 'is-hint' };

/** What differs between two versions, one sentence for each thing. */
export function Sentences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTexts();
  if (differences.length === 0) {
    return (
      <Text c="dimmed" className="with-icon">
        <IconEqual size={18} aria-hidden />
        {t('programme.noDifference')}
      </Text>
    );
  }
  return (
    <ul className="differences">
      {differences.map((one) => {
        const Icon = ICONS[one.kind];
        return (
          <li key={one.path + one.sentence}>
            <Icon size={18} aria-hidden className={COLOURS[one.kind]} />
            <span className="heard">{t(`difference.${one.kind}`)}</span>
            <span>{one.sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}
