import { Anchor } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';

/** Who a member is, for those who may know; else the end of the id, by which rows can be told apart. */
export function MemberName({ id }: { id: string }) {
  const { data: session } = useSession();
  const enabled = may(session, 'members.see');
  const member = useRead('GET /v1/members/{member_id}', { path: { member_id: id } }, { enabled });
  const short = `…${id.slice(-6)}`;
  if (!enabled) return <span className="code">{short}</span>;
  return (
    <Anchor component={Link} to={`/members/${id}`} fw={550}>
      {member.data?.name || short}
    </Anchor>
  );
}
