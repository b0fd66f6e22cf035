import { IconUsersPlus } from '@tabler/icons-react';
import { LinkRow } from '../../parts/LinkRow';
import { Page } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** A member opened an invitation, which brings nothing to those who have joined. */
export default function InvitedAlready() {
  const { t } = useLater();
  return (
    <Page title={t('invited.already')} lead={t('invited.alreadyHint')} back="/">
      <div className="rows">
        <LinkRow
          to="/offers/invite"
          icon={<IconUsersPlus />}
          title={t('invite.title')}
          hint={t('invite.hint')}
        />
      </div>
    </Page>
  );
}
