import { TakeOff } from '../../shell/TakeOff';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import type { MembersSearch } from './narrowed';

/** What the list was narrowed to by the figure that opened it. */
export function Narrowing(props: {
  search: MembersSearch;
  onTakeOff: (...names: (keyof MembersSearch)[]) => void;
}) {
  const { t } = useTexts();
  const units = useUnits();
  const book = useBook();
  const when = useWhen();
  const { track, tier, expiring, joinedFrom, joinedUntil, holding } = props.search;
  return (
    <>
      {track && tier && (
        <TakeOff
          name={t('members.ofTier', { name: book?.tierName(track, tier) ?? tier })}
          onTakeOff={() => props.onTakeOff('track', 'tier')}
        />
      )}
      {expiring && (
        <TakeOff
          name={t('members.expiring', { unit: units.name(expiring) })}
          onTakeOff={() => props.onTakeOff('expiring')}
        />
      )}
      {holding && (
        <TakeOff
          name={t('members.holding', { unit: units.name(holding) })}
          onTakeOff={() => props.onTakeOff('holding')}
        />
      )}
      {joinedFrom && joinedUntil && (
        <TakeOff
          name={t('members.joined', { days: when.calendarDays(joinedFrom, joinedUntil) })}
          onTakeOff={() => props.onTakeOff('joinedFrom', 'joinedUntil')}
        />
      )}
    </>
  );
}
