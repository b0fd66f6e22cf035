import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { clockText } from '../../reports/calendar';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useTexts } from '../../texts/use';
import { familyNames, type Item } from '../document/items';
import { type State, stateOf, stretchOf } from '../document/state';
import { useWords } from '../document/useWords';
import { OffersNav } from '../OffersNav';
import { useActive } from '../useActive';
import { ItemCard } from './ItemCard';
import { useFigures } from './useFigures';

type Shown = 'all' | 'now' | 'later' | 'over';

interface Placed {
  item: Item;
  state: State;
}

/** What runs without end runs now, too. */
const isShown = (shown: Shown, state: State) =>
  shown === 'all' || state === shown || (shown === 'now' && state === 'always');

export default function OfferList() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const active = useActive();
  const { items, programme } = active;
  const [shown, setShown] = useState<Shown>('all');
  const now = clockText(useNow(), programme?.time_zone);
  const placed = useMemo(() => {
    if (!programme) return [];
    return items.map((item): Placed => ({ item, state: stateOf(stretchOf(item), now) }));
  }, [items, programme, now]);
  const create = may(session, 'programme.edit') && (
    <Button
      leftSection={<IconPlus size={18} />}
      renderRoot={(root) => <Link to="/offers/new" {...root} />}
    >
      {t('offers.new')}
    </Button>
  );
  return (
    <Page title={t('offers.title')} lead={t('offers.lead')} action={programme ? create : null}>
      <OffersNav />
      {active.isPending && <WaitingRows height={120} />}
      <ProblemNote error={active.error} onRetry={active.refetch} />
      {!active.isPending && !active.error && placed.length === 0 && (
        <Empty
          icon={<IconTag size={32} />}
          title={t('offers.emptyTitle')}
          text={t(programme ? 'offers.emptyText' : 'offers.noProgramme')}
          action={programme ? create : <ToProgramme />}
        />
      )}
      {placed.length > 0 && <Filter placed={placed} shown={shown} onShow={setShown} />}
      <Families placed={placed.filter(({ state }) => isShown(shown, state))} active={active} />
    </Page>
  );
}

function ToProgramme() {
  const { t } = useTexts();
  return (
    <Button component="a" href="/console/programme">
      {t('offers.toProgramme')}
    </Button>
  );
}

function Filter(props: { placed: Placed[]; shown: Shown; onShow: (shown: Shown) => void }) {
  const { t } = useTexts();
  const kinds: Shown[] = ['all', 'now', 'later', 'over'];
  const count = (kind: Shown) => props.placed.filter(({ state }) => isShown(kind, state)).length;
  return (
    <SegmentedControl
      aria-label={t('offers.filter')}
      value={props.shown}
      onChange={(value) => props.onShow(value as Shown)}
      data={kinds.map((value) => ({ value, label: `${t(`filter.${value}`)} ${count(value)}` }))}
      style={{ alignSelf: 'start', maxWidth: '100%', overflowX: 'auto' }}
      size="md"
    />
  );
}

function Families({ placed, active }: { placed: Placed[]; active: ReturnType<typeof useActive> }) {
  const { t } = useTexts();
  const words = useWords(active.document);
  const figures = useFigures(active.items);
  const families = familyNames.filter((family) =>
    placed.some(({ item }) => item.family === family),
  );
  return (
    <Stack gap="xl">
      {families.map((family) => (
        <section key={family}>
          <Group gap="xs" mb="sm" align="baseline">
            <Title order={2} size="h3">
              {t(`family.${family}`)}
            </Title>
            <Text size="sm" c="dimmed">
              {t(`familyText.${family}`)}
            </Text>
          </Group>
          <ul className="offers-grid">
            {placed
              .filter(({ item }) => item.family === family)
              .map(({ item, state }) => (
                <li key={`${item.section}/${item.key}`}>
                  <ItemCard item={item} state={state} words={words} figures={figures} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Stack>
  );
}
