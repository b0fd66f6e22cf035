import { lastDay } from '../../own/day';
import { useOwnSpoken } from '../../own/own';
import { useUnits } from '../../own/units';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

interface Paper {
  key: string;
  name: string;
  lines: string[];
}

/** Memberships, verified standing and registered things: what one has besides points. */
export function Papers() {
  const { t, format, locale } = useLater();
  const { timeZone } = useUnits();
  const until = (at: string) => t('until', { day: lastDay(at, locale, timeZone) });
  const memberships = useOwnSpoken('GET /v1/members/{member_id}/memberships').data?.items ?? [];
  const proofs = useOwnSpoken('GET /v1/members/{member_id}/verifications').data?.items ?? [];
  const products = useOwnSpoken('GET /v1/members/{member_id}/products').data?.items ?? [];
  const papers: Paper[] = [
    ...memberships.map((one) => ({
      key: one.membership,
      name: one.name,
      lines: [
        one.trial ? t('papers.trial') : '',
        until(one.until),
        t('papers.saved', { money: format.money(one.saved, one.currency) }),
        Number(one.left) > 0
          ? t('papers.left', { money: format.money(one.left, one.currency) })
          : '',
      ],
    })),
    ...proofs.map((one) => ({
      key: one.verification,
      name: one.name,
      lines: [one.until ? until(one.until) : t('papers.verified')],
    })),
    ...products.map((one) => ({
      key: one.product + one.serial,
      name: one.name,
      lines: [t('papers.serial', { serial: one.serial }), one.until ? until(one.until) : ''],
    })),
  ];
  if (papers.length === 0) return null;
  return (
    <Section title={t('papers.title')}>
      <ul className="card entries">
        {papers.map(({ key, name, lines }) => (
          <li key={key} className="entry">
            <strong>{name}</strong>
            <span className="quiet">{lines.filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
