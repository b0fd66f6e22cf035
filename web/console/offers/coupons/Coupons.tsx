import { Button, Group, Text, Title } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import type { BatchSummary } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconGiftCard, IconPlus, IconPrinter, IconTicket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { IssueCertificate } from '../../members/acts/IssueCertificate';
import { clockText } from '../../reports/calendar';
import { FRESH_MS } from '../../reports/useToday';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import type { Item } from '../document/items';
import { stateOf, stretchOf } from '../document/state';
import { useWords } from '../document/useWords';
import { ItemCard } from '../list/ItemCard';
import { OffersNav } from '../OffersNav';
import { useActive } from '../useActive';
import { CheckCode } from './CheckCode';
import { MakeBatch } from './MakeBatch';

export default function Coupons() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const active = useActive();
  const [open, setOpen] = useState<'batch' | 'certificate'>();
  const close = () => setOpen(undefined);
  const kinds = active.items.filter(
    ({ section }) => section === 'coupons' || section === 'certificates',
  );
  const printable = kinds.filter(isPrintable);
  const make = printable.length > 0 && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('batch')}>
      {t('coupons.make')}
    </Button>
  );
  const issue = may(session, 'issue') &&
    kinds.some(({ section }) => section === 'certificates') && (
      <Button
        variant="default"
        leftSection={<IconGiftCard size={18} />}
        onClick={() => setOpen('certificate')}
      >
        {t('certificate.title')}
      </Button>
    );
  return (
    <Page
      title={t('coupons.title')}
      lead={t('coupons.lead')}
      action={
        <Group gap="xs">
          {issue}
          {make}
        </Group>
      }
    >
      <OffersNav />
      <ProblemNote error={active.error} onRetry={active.refetch} />
      {may(session, 'members.see') && <CheckCode items={kinds} />}
      <Batches items={kinds} make={make} />
      {active.isPending ? <WaitingRows /> : <Kinds kinds={kinds} active={active} />}
      {open === 'batch' && <MakeBatch items={printable} active={active} onClose={close} />}
      {open === 'certificate' && <IssueCertificate onDone={close} onClose={close} />}
    </Page>
  );
}

/** A shared promo code is printed by whoever wants it; single ones are made in batches. */
export const isPrintable = ({ section, node }: Item) =>
  section === 'coupons' && node.code === undefined;

function Kinds({ kinds, active }: { kinds: Item[]; active: ReturnType<typeof useActive> }) {
  const { t } = useTexts();
  const words = useWords(active.document);
  const now = clockText(useNow(), active.programme?.time_zone ?? 'UTC');
  if (kinds.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('coupons.kinds')}
      </Title>
      <ul className="offers-grid">
        {kinds.map((item) => (
          <li key={item.key}>
            <ItemCard item={item} state={stateOf(stretchOf(item), now)} words={words} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Batches({ items, make }: { items: Item[]; make: React.ReactNode }) {
  const { t } = useTexts();
  const when = useWhen();
  const everyMs = FRESH_MS;
  const batches = usePages('GET /v1/coupon-batches', { query: { limit: 20 } }, { everyMs });
  const nameOf = (coupon: string) => items.find(({ key }) => key === coupon)?.name ?? coupon;
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('coupons.batches')}
      </Title>
      {batches.isPending && <WaitingRows rows={2} />}
      <ProblemNote error={batches.error} onRetry={batches.refetch} />
      {batches.rows?.length === 0 && (
        <Empty
          icon={<IconTicket size={32} />}
          title={t('coupons.emptyTitle')}
          text={t(make ? 'coupons.emptyText' : 'coupons.noKind')}
          action={
            make || (
              <Button
                renderRoot={(root) => (
                  <Link to="/offers/new/$pattern" params={{ pattern: 'leaflet' }} {...root} />
                )}
              >
                {t('pattern.leaflet')}
              </Button>
            )
          }
        />
      )}
      <ul className="rows">
        {batches.rows?.map((batch) => (
          <Group component="li" className="card" key={batch.id} justify="space-between" py="md">
            <div>
              <Text fw={650}>{nameOf(batch.coupon)}</Text>
              <Text size="sm" c="dimmed">
                {t('coupons.codes', { count: batch.count })} · {when.moment(batch.created_at)}
              </Text>
              <Became batch={batch} />
            </div>
            <Button
              variant="light"
              leftSection={<IconPrinter size={18} />}
              renderRoot={(root) => (
                <Link to="/offers/coupons/$batch" params={{ batch: batch.id }} {...root} />
              )}
            >
              {t('coupons.open')}
            </Button>
          </Group>
        ))}
      </ul>
      {batches.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="light"
            loading={batches.isFetchingNextPage}
            onClick={() => void batches.fetchNextPage()}
          >
            {t('offers.more')}
          </Button>
        </Group>
      )}
    </section>
  );
}

/** What became of the codes: how often they were used, and how often they still can be. */
function Became({ batch }: { batch: BatchSummary }) {
  const { t, format } = useTexts();
  const when = useWhen();
  const now = +useNow();
  const { used, open, until } = batch;
  const isOver = until != null && Date.parse(until) <= now;
  const told = [
    t('batch.used', { used: format.number(used) }),
    isOver ? t('batch.over') : open != null && t('batch.left', { left: format.number(open) }),
    until != null && !isOver && t('members.until', { when: when.day(until) }),
  ].filter(Boolean);
  return (
    <Text size="sm" className="figures">
      {told.join(' · ')}
    </Text>
  );
}
