import { Link } from 'wouter';
import { useIfThere, useMyId } from '../../own/own';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';
import { EntryRow } from '../history/EntryRow';
import { isShown } from '../history/entry';

const SHOWN = 3;

export function Latest() {
  const { t, locale } = useLater();
  const path = { member_id: useMyId() };
  const query = { limit: 10, locale };
  const ledger = useIfThere('GET /v1/members/{member_id}/ledger', { path, query }).data;
  const rows = ledger?.items.filter(isShown).slice(0, SHOWN) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section
      title={t('history.latest')}
      aside={
        <Link href="/history" className="more">
          {t('history.all')}
        </Link>
      }
    >
      <ul className="card entries">
        {rows.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </Section>
  );
}
