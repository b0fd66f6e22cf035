import { Badge, Button, Group, Tabs, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRead } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { may, useSession } from '@shared/session/session';
import { IconPencil } from '@tabler/icons-react';
import { Link, useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { type Standing, standingOf, useAuthors } from '../inForce';
import '../programme.css';
import { Publish } from '../publish/Publish';
import { RollBack } from '../publish/RollBack';
import { Discard } from './Discard';
import { DraftBar } from './DraftBar';
import { useDraft } from './draft';
import { OpenDraft } from './OpenDraft';
import { Panel } from './Panel';
import { type Search, TABS, type Tab } from './search';

const COLOURS: Record<Standing, string> = {
  inForce: 'good',
  planned: 'primary',
  draft: 'warn',
  published: 'primary',
  past: 'primary',
};

/**
 * One text of a programme and everything that one does with it: read it, change it, try it, compare it. Published
 * texts can be read and tried; a draft can be changed and published.
 */
export function Workbench(begun: { version?: Version; basedOn?: Version }) {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const activations = useRead('GET /v1/programme/activations', {});
  const draft = useDraft(begun);
  const [isPublishing, setPublishing] = useState(false);
  const authorOf = useAuthors();
  const now = +useNow();

  const version = draft.saved ?? begun.version;
  const standing = version ? standingOf(version, activations.data?.items ?? [], now) : 'draft';
  const isDraft = (version?.state ?? 'draft') === 'draft';
  const mayEdit = isDraft && may(session, 'programme.edit');
  useLeaving(mayEdit && draft.isChanged);

  // A published text has no fields, and what counts differs in nothing from itself.
  const tabs = TABS.filter(
    (tab) =>
      ((tab !== 'forms' && tab !== 'texts') || mayEdit) &&
      (tab !== 'changes' || standing !== 'inForce'),
  );
  const tab: Tab = search.tab && tabs.includes(search.tab) ? search.tab : 'view';
  const show = (next: Tab, line?: number) =>
    void navigate({
      to: '.',
      search: {
        tab: next,
        ...(line ? { line } : {}),
        ...(search.from ? { from: search.from } : {}),
      },
      replace: true,
      ignoreBlocker: true,
    });
  const save = async () => {
    const kept = await draft.save().catch(() => undefined);
    if (kept && !version) {
      await navigate({
        to: '/programme/versions/$version',
        params: { version: String(kept.number) },
        search: { tab },
        replace: true,
        ignoreBlocker: true,
      });
    }
  };
  const leave = () => navigate({ to: '/programme', ignoreBlocker: true });
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useHotkeys([['mod+S', () => mayEdit && afterWriting(() => void latest.current())]], []);

  const row = useRef<HTMLDivElement>(null);
  // On a phone the tabs are wider than the page.
  useEffect(() => {
    const chosen = row.current?.querySelector(`[role="tab"][aria-selected="true"]`);
    if (tab) chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [tab]);

  const title = version
    ? t('programme.version', { version: version.number })
    : t('programme.newDraft');
  return (
    <Page
      title={title}
      action={
        version &&
        (isDraft ? (
          mayEdit && <Discard version={version.number} onDone={leave} />
        ) : (
          <PublishedActs version={version} standing={standing} onActivate={setPublishing} />
        ))
      }
    >
      <Group gap="xs" mt={-18}>
        <Badge color={COLOURS[standing]} variant="light" tt="none" size="lg">
          {t(`standing.${standing}`)}
        </Badge>
        {version && !(begun.version && mayEdit) && (
          <Text c="dimmed">
            {t('programme.by', {
              who: authorOf(version.author),
              when: when.moment(version.updated_at),
            })}
          </Text>
        )}
      </Group>
      {/* Whoever comes to change the programme may find the work of somebody else. */}
      {begun.version && mayEdit && <OpenDraft version={draft.saved ?? begun.version} />}
      <Tabs value={tab} onChange={(next) => show(next as Tab)} keepMounted={false}>
        <div className="wide tabs-row" ref={row}>
          <Tabs.List>
            {tabs.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`bench.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Panel value={tab} pt="lg">
          <Panel
            tab={tab}
            draft={draft}
            isReadOnly={!mayEdit}
            line={search.line}
            onShow={show}
            number={draft.isChanged ? undefined : version?.number}
          />
        </Tabs.Panel>
      </Tabs>
      <ProblemNote error={draft.error} />
      {mayEdit && (
        <DraftBar
          draft={draft}
          onSave={() => void save()}
          onFindings={(line) => show('document', line)}
          onPublish={() => setPublishing(true)}
        />
      )}
      {isPublishing && (
        <Publish draft={draft} standing={standing} onClose={() => setPublishing(false)} />
      )}
    </Page>
  );
}

/** Nothing that was typed is lost by a slip. */
function useLeaving(isChanged: boolean): void {
  const { t } = useTexts();
  useBlocker({
    shouldBlockFn: () => isChanged && !window.confirm(t('programme.leave')),
    enableBeforeUnload: () => isChanged,
    disabled: !isChanged,
  });
}

function PublishedActs(props: {
  version: Version;
  standing: Standing;
  onActivate: (open: boolean) => void;
}) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [isAsking, setAsking] = useState(false);
  const { version, standing } = props;
  const mayPublish = may(session, 'programme.publish');
  return (
    <Group gap="xs">
      {standing === 'published' && mayPublish && (
        <Button onClick={() => props.onActivate(true)}>{t('programme.activate')}</Button>
      )}
      {standing === 'past' && mayPublish && (
        <Button variant="outline" onClick={() => setAsking(true)}>
          {t('programme.rollBack')}
        </Button>
      )}
      {may(session, 'programme.edit') && (
        <Button
          variant={standing === 'inForce' ? 'filled' : 'light'}
          leftSection={<IconPencil size={18} />}
          renderRoot={(own) => (
            <Link
              {...own}
              to="/programme/edit"
              search={
                // What counts is changed in the draft that is open; an earlier text begins a new one.
                standing === 'inForce' ? { tab: 'forms' } : { tab: 'forms', from: version.number }
              }
            />
          )}
        >
          {t(standing === 'inForce' ? 'programme.change' : 'programme.changeFrom')}
        </Button>
      )}
      {isAsking && <RollBack version={version.number} onClose={() => setAsking(false)} />}
    </Group>
  );
}

/** Fields of texts write when they are left: what is typed in one now is saved too. */
function afterWriting(save: () => void): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    field.blur();
    field.focus();
  }
  // What was written just now is there with the next picture.
  setTimeout(save);
}
