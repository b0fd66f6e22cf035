import '../../reports/reports.css';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Till } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconBuildingStore, IconDeviceTablet, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FigureLink } from '../../reports/parts/FigureLink';
import { SINCE_START } from '../../reports/rows';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { EditStore } from './EditStore';
import { placesOf, type StoreRow } from './places';

type Open = 'new' | StoreRow;

/** Stores come by themselves, with their first receipt or till; here they get names. */
export default function Stores() {
  const { t } = useTexts();
  const [open, setOpen] = useState<Open>();
  const stores = useRead('GET /v1/stores', {});
  const tills = useRead('GET /v1/tills', {});
  const isPending = stores.isPending || tills.isPending;
  const places = isPending ? [] : placesOf(stores.data?.items ?? [], tills.data?.items ?? []);
  const actions = (
    <Group gap="xs">
      <Button
        variant="light"
        leftSection={<IconDeviceTablet size={18} />}
        renderRoot={(root) => <Link to="/settings/tills" {...root} />}
      >
        {t('stores.toTills')}
      </Button>
      <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
        {t('stores.add')}
      </Button>
    </Group>
  );
  return (
    <Page
      title={t('stores.title')}
      lead={t('stores.lead')}
      action={places.length > 0 ? actions : null}
    >
      {isPending && <WaitingRows height={96} />}
      <ProblemNote error={stores.error} onRetry={stores.refetch} />
      <ProblemNote error={tills.error} onRetry={tills.refetch} />
      {!isPending && !stores.error && places.length === 0 && (
        <Empty
          icon={<IconBuildingStore size={32} />}
          title={t('stores.emptyTitle')}
          text={t('stores.emptyText')}
          action={actions}
        />
      )}
      <ul className="rows">
        {places.map((place) => (
          <Place key={place.store.id} {...place} onEdit={() => setOpen(place.store)} />
        ))}
      </ul>
      {open && (
        <EditStore
          {...(open === 'new' ? {} : { store: open })}
          known={places.map(({ store }) => store)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
}

function Place(props: { store: StoreRow; tills: Till[]; onEdit: () => void }) {
  const { store, tills } = props;
  const { t, format } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  return (
    <Group component="li" className="card" justify="space-between" align="start">
      <div>
        <Text fw={650} size="lg">
          {store.name ?? store.id}
        </Text>
        {(store.name || store.address) && (
          <Text size="sm" c="dimmed">
            {[store.name && store.id, store.address].filter(Boolean).join(' · ')}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {store.last_at
            ? t('stores.last', { when: when.moment(store.last_at) })
            : t('stores.quiet')}
        </Text>
        <Group gap={6} mt="xs">
          {tills.map((till) => (
            <Badge
              key={till.id}
              variant="light"
              tt="none"
              size="lg"
              color={till.enrolled_at ? 'good' : 'warn'}
              leftSection={<IconDeviceTablet size={14} aria-hidden />}
            >
              {till.name}
            </Badge>
          ))}
          {tills.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('stores.noTill')}
            </Text>
          )}
        </Group>
      </div>
      <div style={{ textAlign: 'right' }}>
        <Text className="figures" fw={680} size="xl">
          {store.receipts > 0 && may(session, 'members.see') ? (
            <FigureLink
              what={store.name ?? store.id}
              value={format.number(store.receipts)}
              rows={{ to: '/reports/receipts', search: { ...SINCE_START, store: store.id } }}
            />
          ) : (
            format.number(store.receipts)
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {t('stores.receipts', { count: store.receipts })}
        </Text>
        <Button
          variant="light"
          mt="xs"
          aria-label={t('stores.editOf', { store: store.name ?? store.id })}
          onClick={props.onEdit}
        >
          {t('stores.edit')}
        </Button>
      </div>
    </Group>
  );
}
