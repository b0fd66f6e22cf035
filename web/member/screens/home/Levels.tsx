import type { TrackStanding as Track, Way } from '@shared/api/types';
import { difference } from '@shared/decimal/decimal';
import { useIfThere, useMyId } from '../../own/own';
import { useUnits } from '../../own/units';
import { Meter } from '../../parts/Meter';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

/** Where the member stands, and what is missing for the next level. */
export function Levels({ tracks }: { tracks: Track[] | undefined }) {
  if (!tracks) return <LastHints />;
  return tracks.map((track) => <Level key={track.track} track={track} />);
}

function Level({ track }: { track: Track }) {
  const { t, format } = useLater();
  const { tier, next, until, benefits } = track;
  if (!tier && !next) return null;
  return (
    <Section
      title={tier?.name ?? track.name}
      aside={until ? <span className="quiet">{t('until', { day: format.day(until) })}</span> : null}
    >
      <div className="card stack">
        {next?.ways.map((way) => (
          <Missing key={way.name} way={way} name={next.name} />
        ))}
        {next && next.ways.length > 1 && <p className="quiet">{t('level.either')}</p>}
        {!next && <p>{t('level.highest')}</p>}
        {benefits.length > 0 && (
          <ul className="ticks">
            {benefits.map((benefit) => (
              <li key={benefit}>{benefit}</li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function Missing({ way, name }: { way: Way; name: string }) {
  const { t, format } = useLater();
  const units = useUnits();
  const say = (amount: string) => {
    if (way.measure === 'money' && units.currency) return format.money(amount, units.currency);
    if (way.measure === 'units' && way.unit) return units.say(way.unit, amount);
    return format.amount(amount);
  };
  const text = t('level.next', { amount: say(difference(way.need, way.have)), name });
  return (
    <div className="stack-tight">
      <p>
        <strong>{text}</strong>
      </p>
      <Meter have={Number(way.have)} need={Number(way.need)} label={text} />
      <p className="quiet split">
        <span>{way.name}</span>
        <span className="figures">
          {say(way.have)} / {say(way.need)}
        </span>
      </p>
    </div>
  );
}

/** What the till said last, for servers that do not tell the standing. */
function LastHints() {
  const { t, locale } = useLater();
  const path = { member_id: useMyId() };
  const query = { limit: 10, locale };
  const ledger = useIfThere('GET /v1/members/{member_id}/ledger', { path, query }).data;
  const last = ledger?.items.find((entry) => entry.activity === 'purchase');
  const hints = last?.hints.filter((hint) => hint.missing) ?? [];
  if (hints.length === 0) return null;
  return (
    <Section title={t('level.nextTitle')}>
      <ul className="card ticks">
        {hints.map((hint) => (
          <li key={hint.code + hint.subject}>{hint.message}</li>
        ))}
      </ul>
    </Section>
  );
}
