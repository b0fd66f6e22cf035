import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { IconChecks, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { FRESH_MS } from '../../reports/useToday';
import { useTexts } from '../../texts/use';

/** What waits for this very person; nothing takes no room. */
export function Attention() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const decides = may(session, 'members.adjust') || may(session, 'programme.publish');
  const approvals = useRead(
    'GET /v1/approvals',
    { query: { state: 'open', limit: 100 } },
    { enabled: decides, everyMs: FRESH_MS },
  );
  // What somebody asked for themselves waits for others.
  const count = approvals.data?.items.filter((row) => row.asked_by?.id !== session?.id).length ?? 0;
  if (count === 0) return null;
  return (
    <Link to="/members/approvals" className="attention">
      <IconChecks size={22} aria-hidden />
      <span>{t('home.approvals', { count })}</span>
      <IconChevronRight size={20} aria-hidden />
    </Link>
  );
}
