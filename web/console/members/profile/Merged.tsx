import { useChange, useRead } from '@shared/api/hooks';
import type { Member } from '@shared/api/types';
import { Link } from '@tanstack/react-router';
import { Confirm } from '../../screens/Confirm';
import { useTexts } from '../../texts/use';
import { useRenew } from '../acts/useRenew';
import { Section } from './Section';

/** The way back: two accounts that became one are two again. */
export function TakeApart(props: { member: Member; into: string; onClose: () => void }) {
  const { t } = useTexts();
  const { member, into, onClose } = props;
  const unmerge = useChange('POST /v1/members/{member_id}/unmerge');
  const renewOne = useRenew(member.id);
  const renewOther = useRenew(into);
  const done = () => {
    onClose();
    void renewOne();
    void renewOther();
  };
  return (
    <Confirm
      title={t('merged.apartTitle')}
      text={t('merged.apartText')}
      act={t('merged.apart')}
      isBusy={unmerge.isPending}
      error={unmerge.error}
      isHarmless
      onClose={onClose}
      onAct={() => unmerge.mutate({ path: { member_id: member.id } }, { onSuccess: done })}
    />
  );
}

/** The accounts that went into this one: their history stays with them. */
export function Absorbed({ ids }: { ids: string[] }) {
  const { t } = useTexts();
  return (
    <Section title={t('merged.absorbed')} isEmpty={ids.length === 0}>
      {ids.map((id) => (
        <li key={id}>
          <MemberLink id={id} />
        </li>
      ))}
    </Section>
  );
}

/** Another account, by the name that it has. */
export function MemberLink({ id }: { id: string }) {
  const { t } = useTexts();
  const { data } = useRead('GET /v1/members/{member_id}', { path: { member_id: id } });
  const name = data ? (data.name ?? t('members.unnamed')) : id;
  return (
    <Link to="/members/$memberId" params={{ memberId: id }} className="quiet-link">
      {name}
    </Link>
  );
}
