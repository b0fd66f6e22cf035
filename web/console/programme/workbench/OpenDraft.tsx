import { Alert, Anchor, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useAuthors } from '../inForce';

/** Whose draft one goes on with, and the way to begin anew instead. */
export function OpenDraft({ version }: { version: Version }) {
  const { t } = useTexts();
  const when = useWhen();
  const authorOf = useAuthors();
  const { data: session } = useSession();
  const programme = useRead('GET /v1/programme', {});
  const approvals = useRead(
    'GET /v1/approvals',
    { query: { state: 'open' } },
    { enabled: may(session, 'programme.publish') },
  );
  const isAsked = approvals.data?.items.some(
    ({ kind, subject }) => kind === 'publish' && Number(subject) === version.number,
  );
  const inForce = programme.data?.version;
  return (
    <Alert color="primary" variant="light" radius="md" icon={<IconPencil aria-hidden />}>
      <Text size="sm">
        {t('programme.openDraft', {
          who: authorOf(version.author),
          when: when.moment(version.updated_at),
        })}
      </Text>
      {isAsked && <Text size="sm">{t('programme.openDraft.asked')}</Text>}
      {inForce !== undefined && (
        <Text size="sm" mt={4}>
          <Anchor
            inherit
            renderRoot={(own) => (
              <Link {...own} to="/programme/edit" search={{ tab: 'forms', from: inForce }} />
            )}
          >
            {t('programme.freshDraft')}
          </Anchor>{' '}
          <Text span inherit c="dimmed">
            {t('programme.freshDraftText', { version: version.number })}
          </Text>
        </Text>
      )}
    </Alert>
  );
}
