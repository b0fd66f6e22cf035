import { Badge, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import type { ReactNode } from 'react';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';

/** What they hold besides units. Only what there is takes room. */
export function Holdings({ memberId }: { memberId: string }) {
  const path = { member_id: memberId };
  return (
    <>
      <Coupons path={path} />
      <Memberships path={path} />
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

function Memberships({ path }: Of) {
  const { t, format } = useTexts();
  const when = useWhen();
  const read = useRead('GET /v1/members/{member_id}/memberships', { path });
  const rows = read.data?.items ?? [];
  return (
    <Section title={t('members.memberships')} read={read} isEmpty={rows.length === 0}>
      {rows.map((row) => (
        <Line
          key={row.membership}
          name={row.name}
          badge={row.trial ? t('members.trial') : undefined}
          note={[
            t('members.until', { when: when.day(row.until) }),
            t('members.saved', { amount: format.money(row.saved, row.currency) }),
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

/** A list of its own; one that could not be read says so, because nothing would mean that they have none. */
export function Section(props: {
  title: string;
  read?: { error: Error | null; refetch: () => unknown };
  isEmpty?: boolean;
  children: ReactNode;
}) {
  const { read } = props;
  if (props.isEmpty && !read?.error) return null;
  return (
    <section className="card">
      <Title order={2} size="h4" mb="xs">
        {props.title}
      </Title>
      {read && <ProblemNote error={read.error} onRetry={read.refetch} />}
      <ul className="lines">{props.children}</ul>
    </section>
  );
}

export function Line(props: {
  name: string;
  badge?: string | undefined;
  note: (string | number | false | null | undefined)[];
  action?: ReactNode;
}) {
  return (
    <li>
      <div>
        <Text fw={600}>
          {props.name}
          {props.badge && (
            <Badge ml={8} variant="light" tt="none">
              {props.badge}
            </Badge>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {props.note.filter(Boolean).join(' · ')}
        </Text>
      </div>
      {props.action}
    </li>
  );
}
