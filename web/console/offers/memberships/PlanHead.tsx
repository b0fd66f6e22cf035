import { Text } from '@mantine/core';
import type { MembershipFigures } from '@shared/api/types';
import { useTexts } from '../../texts/use';
import { useWords } from '../document/useWords';
import type { useActive } from '../useActive';

/** What a term costs and how long it is; only the price for those who may not read the document. */
export function PlanHead(props: {
  row: MembershipFigures;
  active: ReturnType<typeof useActive>;
  currency: string;
}) {
  const { row, active, currency } = props;
  const { format } = useTexts();
  const words = useWords(active.document);
  const item = active.items.find(
    ({ section, key }) => section === 'memberships' && key === row.membership,
  );
  const head = item && words.head(item);
  if (!head && row.fee == null) return null;
  return <Text c="dimmed">{head ?? format.money(row.fee ?? '0', currency)}</Text>;
}
