import '../members.css';
import { useRead } from '@shared/api/hooks';
import { usePages } from '@shared/api/pages';
import { ApiProblem } from '@shared/api/problem';
import type { Member } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconUserQuestion } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { Acts } from '../acts/Acts';
import { BackToMembers } from './Back';
import { Balances } from './Balances';
import { Certificates } from './Certificates';
import { Consents } from './Consents';
import { Ended } from './Ended';
import { endingOf } from './ending';
import { Holdings } from './Holdings';
import { Identities } from './Identities';
import { Absorbed } from './Merged';
import { Standing } from './Standing';
import { Timeline } from './Timeline';

const route = getRouteApi('/inside/members/$memberId');

/** Everything about one member; the newest first, what they have beside it. */
export default function Profile() {
  const { t } = useTexts();
  const { memberId } = route.useParams();
  const member = useRead('GET /v1/members/{member_id}', { path: { member_id: memberId } });
  if (member.isPending) {
    return (
      <Page title={t('members.one')}>
        <WaitingRows rows={4} height={120} />
      </Page>
    );
  }
  if (member.isError) {
    const { error } = member;
    const isUnknown = error instanceof ApiProblem && [400, 404, 422].includes(error.status);
    return (
      <Page title={t('members.one')}>
        <BackToMembers />
        {isUnknown ? (
          <Empty
            icon={<IconUserQuestion size={32} />}
            title={t('members.unknownTitle')}
            text={t('members.unknownText')}
          />
        ) : (
          <ProblemNote error={error} onRetry={member.refetch} />
        )}
      </Page>
    );
  }
  return <Whole key={memberId} member={member.data} />;
}

function Whole({ member }: { member: Member }) {
  const { t } = useTexts();
  const when = useWhen();
  const ledger = usePages('GET /v1/members/{member_id}/ledger', {
    path: { member_id: member.id },
    query: { limit: 50 },
  });
  const since =
    member.enrolled_at && t('members.memberSince', { when: when.day(member.enrolled_at) });
  const ending = endingOf(member);
  if (ending) {
    return (
      <Page
        title={member.name ?? t('ended.unnamed')}
        lead={t('ended.lead')}
        action={<Acts member={member} hasEnded />}
      >
        <BackToMembers />
        <Ended member={member} ending={ending} ledger={ledger} />
      </Page>
    );
  }
  return (
    <Page
      title={member.name ?? t('members.unnamed')}
      {...(since ? { lead: since } : {})}
      action={<Acts member={member} />}
    >
      <BackToMembers />
      {member.blocked && (
        <p className="blocked-note" role="status">
          {t('members.blockedNote')}
        </p>
      )}
      <div className="profile">
        <div className="profile-side">
          <Balances member={member} entries={ledger.rows ?? []} />
          <Standing member={member} />
        </div>
        <Timeline member={member} ledger={ledger} />
        <div className="profile-side">
          <Holdings memberId={member.id} />
          <Certificates memberId={member.id} />
          <Identities member={member} />
          <Absorbed ids={member.absorbed ?? []} />
          <Consents member={member} />
        </div>
      </div>
    </Page>
  );
}
