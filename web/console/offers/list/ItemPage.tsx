import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconArrowLeft, IconTag } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { clockText } from '../../reports/calendar';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useTexts } from '../../texts/use';
import { endPath } from '../document/ending';
import type { Item, Section } from '../document/items';
import { sourceOf } from '../document/source';
import { stateOf, stretchOf } from '../document/state';
import { useWords } from '../document/useWords';
import { useActive } from '../useActive';
import { EndOffer } from './EndOffer';
import { Lately } from './Lately';
import { StateBadge } from './StateBadge';
import '../offers.css';

/** Where an item is worked with, beside the programme itself. */
const PLACES: Partial<
  Record<
    Section,
    | '/offers/coupons'
    | '/offers/raffles'
    | '/offers/memberships'
    | '/offers/together'
    | '/offers/partners'
  >
> = {
  coupons: '/offers/coupons',
  certificates: '/offers/coupons',
  raffles: '/offers/raffles',
  memberships: '/offers/memberships',
  causes: '/offers/together',
  leaderboards: '/offers/together',
  affiliates: '/offers/partners',
  coalition: '/offers/partners',
};

export default function ItemPage() {
  const { t } = useTexts();
  const { section, key } = useParams({ strict: false });
  const active = useActive();
  const item = active.items.find((one) => one.section === section && one.key === key);
  return (
    <Page title={item?.name ?? t('offers.title')}>
      <Anchor component={Link} to="/offers" w="fit-content">
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('offers.back')}
        </Group>
      </Anchor>
      {active.isPending && <WaitingRows height={140} rows={2} />}
      <ProblemNote error={active.error} onRetry={active.refetch} />
      {!active.isPending && !active.error && !item && (
        <Empty icon={<IconTag size={32} />} title={t('item.gone')} text={t('item.goneText')} />
      )}
      {item && <Whole item={item} active={active} />}
    </Page>
  );
}

function Whole({ item, active }: { item: Item; active: ReturnType<typeof useActive> }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [isEnding, setEnding] = useState(false);
  const words = useWords(active.document);
  const zone = active.programme?.time_zone ?? 'UTC';
  const place = PLACES[item.section];
  const source = useMemo(() => sourceOf(active.text, pathOf(item)), [active.text, item]);
  const head = words.head(item);
  const state = stateOf(stretchOf(item), clockText(useNow(), zone));
  const mayEdit = may(session, 'programme.edit');
  const mayEnd = mayEdit && state !== 'over' && endPath(item) !== undefined;
  return (
    <div className="split">
      <section className="card">
        <Group justify="space-between" align="start" wrap="nowrap" mb="sm">
          <Text c="dimmed">{t(`family.${item.family}`)}</Text>
          <StateBadge state={state} />
        </Group>
        {head && (
          <p className="figure-value" style={{ margin: '0 0 14px' }}>
            {head}
          </p>
        )}
        <ul className="terms">
          {words.terms(item).map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
        <Lately item={item} items={active.items} />
        <Group mt="lg">
          {place && (
            <Button variant="light" renderRoot={(root) => <Link to={place} {...root} />}>
              {t(`itemTo.${placeName(place)}`)}
            </Button>
          )}
          {mayEdit && (
            <Button
              variant="default"
              renderRoot={(root) => (
                <Link to="/programme/edit" search={{ tab: 'forms' }} {...root} />
              )}
            >
              {t('item.change')}
            </Button>
          )}
          {mayEnd && (
            <Button variant="default" onClick={() => setEnding(true)}>
              {t('ending.act')}
            </Button>
          )}
        </Group>
      </section>
      {source && (
        <section className="card">
          <Title order={2} size="h4">
            {t('item.source')}
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('item.sourceLine', { line: source.line, version: active.programme?.version ?? 0 })}
          </Text>
          <pre className="source">{source.text}</pre>
        </section>
      )}
      {isEnding && <EndOffer item={item} onClose={() => setEnding(false)} />}
    </div>
  );
}

const placeName = (place: string) =>
  place.slice('/offers/'.length) as 'coupons' | 'raffles' | 'memberships' | 'together' | 'partners';

function pathOf({ section, key }: Item): string[] {
  if (section === 'referral') return ['referral'];
  return section === 'coalition' ? ['coalition', 'partners', key] : [section, key];
}
