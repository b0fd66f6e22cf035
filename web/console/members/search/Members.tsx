import '../members.css';
import { Anchor, Button, Checkbox, Group, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { usePages } from '@shared/api/pages';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconFileImport, IconSearch, IconUserSearch, IconUsersPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { Exports } from '../../reports/Exports';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { MemberLine } from './MemberLine';

const route = getRouteApi('/inside/members');

/** Short enough not to be felt, long enough not to ask for every letter of a fast typist. */
const PAUSE_MS = 120;

export default function Members() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const { q: asked = '', blocked } = route.useSearch();
  const [text, setText] = useState(asked);
  const [wanted] = useDebouncedValue(text.trim(), PAUSE_MS);
  const asks = { ...(wanted ? { q: wanted } : {}), ...(blocked ? { blocked } : {}) };
  const found = usePages('GET /v1/members/search', { query: { limit: 30, ...asks } });
  const rows = found.rows;

  // The address keeps what was searched for, so that going back from a profile finds it again.
  useEffect(() => {
    const search = { ...(wanted ? { q: wanted } : {}), ...(blocked ? { blocked } : {}) };
    void navigate({ to: '/members', search, replace: true });
  }, [wanted, blocked, navigate]);

  const openFirst = (event: FormEvent) => {
    event.preventDefault();
    const [first] = rows ?? [];
    if (first && !found.isPlaceholderData && wanted === text.trim()) {
      void navigate({ to: '/members/$memberId', params: { memberId: first.id } });
    }
  };

  return (
    <Page
      title={t('members.title')}
      lead={t('members.lead')}
      action={
        <Group gap="xs">
          {may(session, 'members.adjust') && (
            <Button
              component={Link}
              to="/members/imports"
              variant="default"
              leftSection={<IconFileImport size={18} />}
            >
              {t('members.import')}
            </Button>
          )}
          <Exports report="members" query={asks} />
        </Group>
      }
    >
      <search>
        <form onSubmit={openFirst}>
          <TextInput
            size="lg"
            type="search"
            aria-label={t('members.search')}
            placeholder={t('members.searchHint')}
            leftSection={<IconSearch size={20} aria-hidden />}
            rightSection={found.isFetching ? <Loader size="xs" aria-hidden /> : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoFocus
            autoComplete="off"
            spellCheck={false}
          />
        </form>
      </search>
      <Group justify="space-between">
        <h2 className="quiet-title">{t(wanted ? 'members.found' : 'members.newest')}</h2>
        <Checkbox
          label={t('members.onlyBlocked')}
          checked={blocked ?? false}
          onChange={(event) => {
            const search = event.currentTarget.checked ? { blocked: true as const } : {};
            void navigate({
              to: '/members',
              search: { ...(wanted ? { q: wanted } : {}), ...search },
              replace: true,
            });
          }}
        />
      </Group>
      <ProblemNote error={found.error} onRetry={found.refetch} />
      {found.isPending && <WaitingRows rows={8} height={72} />}
      {rows?.length === 0 && (
        <Nobody isSearch={wanted !== '' || blocked === true} onClear={() => setText('')} />
      )}
      {rows && rows.length > 0 && (
        <ul className="card member-lines" aria-busy={found.isPlaceholderData}>
          {rows.map((row) => (
            <MemberLine key={row.id} row={row} />
          ))}
        </ul>
      )}
      <More list={found} />
    </Page>
  );
}

function Nobody({ isSearch, onClear }: { isSearch: boolean; onClear: () => void }) {
  const { t } = useTexts();
  if (!isSearch) {
    return (
      <Empty
        icon={<IconUsersPlus size={32} />}
        title={t('members.emptyTitle')}
        text={t('members.emptyText')}
      />
    );
  }
  return (
    <Empty
      icon={<IconUserSearch size={32} />}
      title={t('members.nobodyTitle')}
      text={t('members.nobodyText')}
      action={
        <Anchor component="button" onClick={onClear}>
          {t('members.clear')}
        </Anchor>
      }
    />
  );
}
