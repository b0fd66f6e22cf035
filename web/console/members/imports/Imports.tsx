import '../members.css';
import { Badge, Text, Title } from '@mantine/core';
import { usePages } from '@shared/api/pages';
import type { Import } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { More } from '../../shell/More';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { BackToMembers } from '../profile/Back';
import { ChooseFile, type Chosen } from './ChooseFile';
import { Columns } from './Columns';
import { STATE_COLOURS } from './states';

/** A file, its columns, and what was imported before. */
export default function Imports() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [chosen, setChosen] = useState<Chosen>();
  return (
    <Page title={t('imports.title')} lead={t('imports.lead')}>
      <BackToMembers />
      {chosen ? (
        <Columns chosen={chosen} onBack={() => setChosen(undefined)} />
      ) : (
        <>
          {may(session, 'members.adjust') && <ChooseFile onChosen={setChosen} />}
          <Earlier />
        </>
      )}
    </Page>
  );
}

function Earlier() {
  const { t } = useTexts();
  const list = usePages('GET /v1/imports', {});
  if (list.isPending) return <WaitingRows rows={2} />;
  if (list.isError) return <ProblemNote error={list.error} onRetry={list.refetch} />;
  if (!list.rows?.length) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {t('imports.earlier')}
      </Title>
      <ul className="card member-lines">
        {list.rows.map((row) => (
          <EarlierLine key={row.id} row={row} />
        ))}
      </ul>
      <More list={list} />
    </section>
  );
}

function EarlierLine({ row }: { row: Import }) {
  const { t } = useTexts();
  const when = useWhen();
  return (
    <li>
      <Link to="/members/imports/$importId" params={{ importId: row.id }} className="import-line">
        <div>
          <Text fw={600}>{row.file_name || t('imports.one')}</Text>
          <Text size="sm" c="dimmed">
            {[
              when.moment(row.made_at),
              t('imports.rows', { count: row.total }),
              row.failed > 0 && t('imports.refused', { count: row.failed }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <Badge variant="light" color={STATE_COLOURS[row.state]} tt="none">
          {t(`import.${row.state}`)}
        </Badge>
      </Link>
    </li>
  );
}
