import '../members.css';
import { Anchor, Button, Checkbox, Group, Loader, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { usePages } from '@shared/api/pages';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconFileImport, IconSearch, IconUserSearch, IconUsersPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ExportMenu } from '../../reports/Exports';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { isEmptySoFar, useOnward } from '../../shell/useOnward';
import { useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { MemberLine } from './MemberLine';
import { PAUSE_MS } from './MemberPick';
import { Narrowing } from './Narrowing';
import { askedOf, isMeant, type MembersSearch, without } from './narrowed';
import { useMembersFile } from './useMembersFile';
import { useKeptWords, useWords } from './words';

/** Rows of a page; more of them where some are left out here. */
const SHOWN = 30;
const LOOKED_AT = 100;

const route = getRouteApi('/inside/members');

export default function Members() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const address = route.useSearch();
  const [text, setText] = useState(useWords());
  const [wanted] = useDebouncedValue(text.trim(), PAUSE_MS);
  useKeptWords(wanted);
  const asked = { ...(wanted ? { q: wanted } : {}), ...askedOf(address) };
  const zone = useZone();
  const { holding, joinedFrom, joinedUntil } = address;
  const joined = joinedFrom && joinedUntil ? { from: joinedFrom, until: joinedUntil } : {};
  const limit = holding || joinedFrom ? LOOKED_AT : SHOWN;
  const pages = usePages('POST /v1/members/search', { body: { limit, ...asked } });
  const rows = pages.rows?.filter((row) => isMeant(row, address, zone));
  const found = { ...pages, rows };
  useOnward(found);
  const isNarrowed = Object.keys(address).length > 0;
  const go = (search: MembersSearch) =>
    void navigate({ to: '/members', search, state: true, replace: true });
  const file = useMembersFile({ ...asked, ...joined });

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
          {!holding && <ExportMenu isBusy={file.isPending} onPick={file.mutate} />}
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
        <h2 className="quiet-title">
          {t(wanted || isNarrowed ? 'members.found' : 'members.newest')}
        </h2>
        <Group gap="sm">
          <Narrowing search={address} onTakeOff={(...names) => go(without(address, ...names))} />
          <Checkbox
            label={t('members.onlyBlocked')}
            checked={address.blocked ?? false}
            onChange={(event) =>
              go(
                event.currentTarget.checked
                  ? { ...address, blocked: true }
                  : without(address, 'blocked'),
              )
            }
          />
        </Group>
      </Group>
      <ProblemNote error={file.error} />
      <ProblemNote error={found.error} onRetry={found.refetch} />
      {found.isPending && <WaitingRows rows={8} height={72} />}
      {rows?.length === 0 && !found.hasNextPage && (
        <Nobody
          isSearch={wanted !== '' || isNarrowed}
          onClear={() => {
            setText('');
            go({});
          }}
        />
      )}
      {isEmptySoFar(found) && (
        <Text c="dimmed" role="status">
          {t(found.isFetching ? 'members.looking' : 'members.noneYet')}
        </Text>
      )}
      {rows && rows.length > 0 && (
        <ul className="card member-lines" aria-busy={found.isPlaceholderData}>
          {rows.map((row) => (
            <MemberLine key={row.id} row={row} holding={holding} />
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
