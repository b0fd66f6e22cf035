import { Stack, Text } from '@mantine/core';
import type { Summary } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { Tiers } from '../../reports/overview/Tiers';
import { Figure } from '../../reports/parts/Figure';
import { spanOf } from '../../reports/period';
import { rowsOf, SINCE_START } from '../../reports/rows';
import { useToday } from '../../reports/useToday';
import { useTexts } from '../../texts/use';
import { quotient } from './quotient';
import { UnitTotals } from './UnitTotals';

/** The programme in numbers, as exact as the API tells them. */
export function Figures({ summary }: { summary: Summary }) {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const { currency } = summary;
  const money = (amount: string) => format.money(amount, currency);
  const memberShare = quotient(summary.member_receipts, summary.receipts);
  const average = quotient(summary.total, summary.receipts);
  const discountShare = quotient(summary.discount, summary.total);
  const seesMembers = may(session, 'members.see');
  const looked = {
    search: SINCE_START,
    span: spanOf(SINCE_START, useToday()),
    seesMembers,
    seesActs: may(session, 'audit'),
  };
  return (
    <Stack gap="lg">
      <div className="thirds">
        <Figure
          label={t('home.members')}
          value={format.number(summary.members)}
          note={
            summary.blocked > 0
              ? t('home.blocked', { count: summary.blocked })
              : t('home.nobodyBlocked')
          }
          rows={rowsOf('members', looked)}
        />
        <Figure
          label={t('home.receipts')}
          value={format.number(summary.receipts)}
          note={
            memberShare !== undefined && t('home.memberShare', { share: format.share(memberShare) })
          }
          rows={rowsOf('receipts', looked)}
        />
        <Figure
          label={t('home.turnover')}
          value={format.wholeMoney(summary.total, currency)}
          note={average !== undefined && t('home.average', { amount: money(average.toFixed(2)) })}
          rows={rowsOf('turnover', looked)}
        />
        <Figure
          label={t('home.discount')}
          value={format.wholeMoney(summary.discount, currency)}
          note={
            discountShare !== undefined &&
            t('home.discountShare', { share: format.share(discountShare) })
          }
          rows={rowsOf('discount', looked)}
        />
        <Figure
          label={t('home.returns')}
          value={format.number(summary.returns)}
          note={t('home.refunded', { amount: money(summary.refunded) })}
          rows={rowsOf('returns', looked)}
        />
        <Figure
          label={t('home.certificates')}
          value={money(summary.certificates)}
          note={t('home.certificatesHint')}
          rows={rowsOf('certificates', looked)}
        />
      </div>
      <UnitTotals units={summary.units} looked={looked} />
      <Tiers />
      {summary.lag > 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('home.lag', { count: summary.lag })}
        </Text>
      )}
    </Stack>
  );
}
