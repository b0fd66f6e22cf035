import type { ReportOverview as Overview } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { quotient } from '../../screens/home/quotient';
import { useTexts } from '../../texts/use';
import { Figure } from '../parts/Figure';
import { growth, type PeriodSearch, type Span } from '../period';
import { rowsOf } from '../rows';

export function KeyFigures(props: { overview: Overview; search: PeriodSearch; span: Span }) {
  const { t, format } = useTexts();
  const { data: session } = useSession();
  const { overview, search, span } = props;
  const { now, before, currency } = overview;
  const looked = {
    search,
    span,
    seesMembers: may(session, 'members.see'),
    seesActs: may(session, 'audit'),
  };
  const money = (amount: string) => format.money(amount, currency);
  const share = (part: string | number, whole: string | number) => {
    const found = quotient(part, whole);
    return found === undefined ? t('reports.none') : format.share(found);
  };
  const told = (decimal: string | null | undefined, say: (decimal: string) => string) =>
    decimal == null ? t('reports.none') : say(decimal);
  return (
    <div className="thirds">
      <Figure
        label={t('home.members')}
        value={format.number(overview.members)}
        note={
          overview.blocked > 0
            ? t('home.blocked', { count: overview.blocked })
            : t('home.nobodyBlocked')
        }
        rows={rowsOf('members', looked)}
      />
      <Figure
        label={t('reports.joined')}
        value={format.number(now.joined)}
        change={growth(now.joined, before.joined)}
        note={
          now.enrol_rate != null &&
          t('reports.enrolRate', { share: format.share(Number(now.enrol_rate)) })
        }
        rows={rowsOf('joined', looked)}
      />
      <Figure
        label={t('reports.active')}
        value={format.number(now.active)}
        change={growth(now.active, before.active)}
        note={t('reports.activeShare', { share: share(now.active, overview.members) })}
        rows={rowsOf('active', looked)}
      />
      <Figure
        label={t('home.turnover')}
        value={format.wholeMoney(now.total, currency)}
        change={growth(now.total, before.total)}
        note={t('reports.byMembers', { share: share(now.member_total, now.total) })}
        rows={rowsOf('turnover', looked)}
      />
      <Figure
        label={t('home.receipts')}
        value={format.number(now.receipts)}
        change={growth(now.receipts, before.receipts)}
        note={t('reports.byMembers', { share: share(now.member_receipts, now.receipts) })}
        rows={rowsOf('receipts', looked)}
      />
      <Figure
        label={t('reports.averageMember')}
        value={told(now.average_member, money)}
        note={told(now.average_other, (amount) =>
          t('reports.averageOther', { amount: money(amount) }),
        )}
        rows={rowsOf('averageMember', looked)}
      />
      <Figure
        label={t('reports.frequency')}
        value={told(now.frequency, (times) => format.amount(Number(times).toFixed(1)))}
        change={
          now.frequency && before.frequency ? growth(now.frequency, before.frequency) : undefined
        }
        note={t('reports.frequencyHint')}
        rows={rowsOf('frequency', looked)}
      />
      <Figure
        label={t('home.discount')}
        value={format.wholeMoney(now.discount, currency)}
        change={growth(now.discount, before.discount)}
        note={t('home.discountShare', { share: share(now.discount, now.total) })}
        rows={rowsOf('discount', looked)}
      />
      <Figure
        label={t('reports.redemption')}
        value={told(now.redemption_rate, (rate) => format.share(Number(rate)))}
        note={t('reports.redemptionHint')}
        rows={rowsOf('redemption', looked)}
      />
    </div>
  );
}
