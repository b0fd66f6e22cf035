import { TakeOff } from '../../shell/TakeOff';
import { useUnits } from '../../shell/units';
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
  const { track, tier, expiring } = props.search;
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
    </>
  );
}
