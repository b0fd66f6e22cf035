import { useRead } from '@shared/api/hooks';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { Memberships } from './Memberships';
import { Line, Section } from './Section';

/** What they hold besides units. Only what there is takes room. */
export function Holdings({ memberId }: { memberId: string }) {
  const path = { member_id: memberId };
  return (
    <>
      <Coupons path={path} />
      <Memberships memberId={memberId} />
      <Benefits path={path} />
      <Rewards path={path} />
      <Groups path={path} />
      <Others path={path} />
    </>
  );
}

interface Of {
  path: { member_id: string };
}

function Coupons({ path }: Of) {
  const { t } = useTexts();
  const when = useWhen();
  const book = useBook();
  const read = useRead('GET /v1/members/{member_id}/coupons', { path });
  const rows = read.data?.items ?? [];
  const nameOf = (key: string) => book?.coupons.find((coupon) => coupon.key === key)?.name ?? key;
  return (
    <Section title={t('members.coupons')} read={read} isEmpty={rows.length === 0}>
      {rows.map((row) => (
        <Line
          key={row.id}
          name={nameOf(row.coupon)}
          note={[
            row.code,
            row.until && t('members.until', { when: when.day(row.until) }),
            row.uses && row.uses > 1 && t('members.used', { used: row.used, uses: row.uses }),
          ]}
        />
      ))}
    </Section>
  );
}

function Benefits({ path }: Of) {
  const { t } = useTexts();
  const read = useRead('GET /v1/members/{member_id}/benefits', { path });
  const rows = read.data?.items ?? [];
  return (
    <Section title={t('members.benefits')} read={read} isEmpty={rows.length === 0}>
      {rows.map((row) => (
        <Line
          key={row.reward}
          name={row.name}
          note={[
            row.available
              ? row.left != null && t('members.left', { count: row.left })
              : row.refusal?.message,
          ]}
        />
      ))}
    </Section>
  );
}

function Rewards({ path }: Of) {
  const { t } = useTexts();
  const units = useUnits();
  const read = useRead('GET /v1/members/{member_id}/rewards', { path });
  const rows = read.data?.items ?? [];
  const within = rows.filter((row) => row.available);
  return (
    <Section title={t('members.rewards')} read={read} isEmpty={within.length === 0}>
      {within.map((row) => (
        <Line
          key={row.reward}
          name={row.name}
          note={row.cost.map((cost) => units.counted(cost.unit, cost.amount))}
        />
      ))}
    </Section>
  );
}

function Groups({ path }: Of) {
  const { t } = useTexts();
  const read = useRead('GET /v1/members/{member_id}/groups', { path });
  const rows = read.data?.items ?? [];
  return (
    <Section title={t('members.groups')} read={read} isEmpty={rows.length === 0}>
      {rows.map((row) => (
        <Line
          key={row.group}
          name={row.key}
          badge={row.approved ? undefined : t('members.groupAsked')}
          note={[row.kind, row.role]}
        />
      ))}
    </Section>
  );
}

/** Proofs, products and badges: short lists, one section. */
function Others({ path }: Of) {
  const { t } = useTexts();
  const when = useWhen();
  const until = (moment?: string | null) =>
    moment && t('members.until', { when: when.day(moment) });
  const proofs = useRead('GET /v1/members/{member_id}/verifications', { path });
  const products = useRead('GET /v1/members/{member_id}/products', { path });
  const badges = useRead('GET /v1/members/{member_id}/badges', { path });
  const proven = proofs.data?.items ?? [];
  const registered = products.data?.items ?? [];
  const held = badges.data?.items.filter((badge) => badge.held) ?? [];
  return (
    <>
      <Section title={t('members.proofs')} read={proofs} isEmpty={proven.length === 0}>
        {proven.map((row) => (
          <Line key={row.verification} name={row.name} note={[until(row.until)]} />
        ))}
      </Section>
      <Section title={t('members.products')} read={products} isEmpty={registered.length === 0}>
        {registered.map((row) => (
          <Line key={row.serial} name={row.name} note={[row.serial, until(row.until)]} />
        ))}
      </Section>
      <Section title={t('members.badges')} read={badges} isEmpty={held.length === 0}>
        {held.map((row) => (
          <Line key={row.badge} name={row.name} note={[row.about]} />
        ))}
      </Section>
    </>
  );
}
