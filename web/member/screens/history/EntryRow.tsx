import type { LedgerEntry } from '@shared/api/types';
import { netOf } from '../../own/net';
import { useUnits } from '../../own/units';
import { useLater } from '../../texts/use';
import { kindOf } from './entry';

/** One line: what happened, when, what it brought, and why in plain sentences. */
export function EntryRow({ entry }: { entry: LedgerEntry }) {
  const { t, format } = useLater();
  const reasons = entry.effects.flatMap(({ index, message }) =>
    message ? [{ index, message }] : [],
  );
  return (
    <li className="entry">
      <div className="entry-head">
        <strong>{t(`act.${kindOf(entry)}`)}</strong>
        <Net entry={entry} />
      </div>
      <span className="quiet">
        {format.day(entry.at)}
        {entry.store_name && ` · ${entry.store_name}`}
      </span>
      {(reasons.length > 0 || entry.refusals.length > 0) && (
        <ul className="reasons">
          {reasons.map(({ index, message }) => (
            <li key={index}>{message}</li>
          ))}
          {entry.refusals.map((refusal) => (
            <li key={refusal.code + (refusal.subject ?? '')}>{refusal.message}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Net({ entry }: { entry: LedgerEntry }) {
  const units = useUnits();
  return (
    <span className="entry-net figures">
      {netOf(entry.postings).map(({ unit, amount }) => (
        <span key={unit} className={amount.startsWith('-') ? 'is-less' : 'is-more'}>
          {units.say(unit, amount.replace('-', ''), amount.startsWith('-') ? '−' : '+')}
        </span>
      ))}
    </span>
  );
}
