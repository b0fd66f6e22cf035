import type { Leaderboard } from '@shared/api/types';
import { useIfThere } from '../../own/own';
import { useUnits } from '../../own/units';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

export function Board({ leaderboard, name }: { leaderboard: string; name: string }) {
  const { t, locale } = useLater();
  const board = useIfThere('GET /v1/leaderboards/{leaderboard}', {
    path: { leaderboard },
    query: { locale },
  }).data;
  const say = useValue(board);
  if (!board || board.top.length === 0) return null;
  const { own } = board;
  // Members who share a rank look alike from here; one of them is enough to find oneself.
  const ownAt = board.top.findIndex((place) => place.rank === own?.rank);
  return (
    <Section title={name}>
      <div className="card">
        <table className="board">
          <caption className="heard">{name}</caption>
          <thead className="heard">
            <tr>
              <th scope="col">{t('board.rank')}</th>
              <th scope="col">{t('board.who')}</th>
              <th scope="col">{t('board.value')}</th>
            </tr>
          </thead>
          <tbody>
            {board.top.map((place, at) => (
              // Equal numbers share a rank, and most places have no name.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={at} className={at === ownAt ? 'is-own' : undefined}>
                <td className="figures">{place.rank}</td>
                <td>{at === ownAt ? t('board.you') : (place.name ?? t('board.someone'))}</td>
                <td className="figures">{say(place.value)}</td>
              </tr>
            ))}
            {own && ownAt < 0 && (
              <tr className="is-own">
                <td className="figures">{own.rank}</td>
                <td>{t('board.you')}</td>
                <td className="figures">{say(own.value)}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function useValue(board: Leaderboard | undefined) {
  const { format } = useLater();
  const units = useUnits();
  return (value: string) => {
    if (board?.measure === 'money' && units.currency) return format.money(value, units.currency);
    if (board?.measure === 'units' && board.unit) return units.say(board.unit, value);
    return format.amount(value);
  };
}
