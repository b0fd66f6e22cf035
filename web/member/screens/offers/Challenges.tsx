import type { Quest, Streak } from '@shared/api/types';
import { IconAward, IconCircle, IconCircleCheck, IconFlame } from '@tabler/icons-react';
import { lastDay } from '../../own/day';
import { useIfThere, useOwnSpoken } from '../../own/own';
import { useUnits } from '../../own/units';
import { RowInside } from '../../parts/LinkRow';
import { Meter } from '../../parts/Meter';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
import { Board } from './Board';

export default function Challenges() {
  const { t, locale } = useLater();
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing').data;
  const badges = useOwnSpoken('GET /v1/members/{member_id}/badges');
  const boards = useIfThere('GET /v1/leaderboards', { query: { locale } }).data?.items ?? [];
  return (
    <Page title={t('challenges.title')} lead={t('challenges.lead')} back="/offers">
      {standing?.quests.map((quest) => (
        <QuestCard key={quest.quest} quest={quest} />
      ))}
      {standing && standing.streaks.length > 0 && (
        <Section title={t('streaks.title')}>
          {standing.streaks.map((streak) => (
            <StreakCard key={streak.streak} streak={streak} />
          ))}
        </Section>
      )}
      <Reading of={badges}>
        {({ items }) =>
          items.length > 0 && (
            <Section title={t('badges.title')}>
              <ul className="badges">
                {items.map((badge) => (
                  <li key={badge.badge} className={badge.held ? 'badge is-on' : 'badge'}>
                    <IconAward size={36} aria-hidden />
                    <strong>{badge.name}</strong>
                    <span className="quiet">{badge.about}</span>
                    <span className="heard">{t(badge.held ? 'badges.held' : 'badges.open')}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </Reading>
      {boards.map((board) => (
        <Board key={board.leaderboard} name={board.name} leaderboard={board.leaderboard} />
      ))}
    </Page>
  );
}

function QuestCard({ quest }: { quest: Quest }) {
  const { t, locale } = useLater();
  const { timeZone } = useUnits();
  const done = quest.steps.filter((step) => step.have >= step.need).length;
  return (
    <Section
      title={quest.name}
      aside={
        quest.until && (
          <span className="quiet">
            {t('until', { day: lastDay(quest.until, locale, timeZone) })}
          </span>
        )
      }
    >
      <div className="card stack-tight">
        <Meter have={done} need={quest.steps.length} label={quest.name} />
        <ul className="steps">
          {quest.steps.map((step) => (
            <li key={step.name}>
              {step.have >= step.need ? (
                <IconCircleCheck aria-hidden className="good" />
              ) : (
                <IconCircle aria-hidden className="quiet" />
              )}
              <span>{step.name}</span>
              <span className="quiet figures">
                {Math.min(step.have, step.need)} / {step.need}
              </span>
            </li>
          ))}
        </ul>
        {quest.done && <p className="tag tag-good">{t('quests.done')}</p>}
      </div>
    </Section>
  );
}

function StreakCard({ streak }: { streak: Streak }) {
  const { t } = useLater();
  const length = { count: streak.length };
  const said: Record<string, string> = {
    day: t('streaks.day', length),
    week: t('streaks.week', length),
    month: t('streaks.month', length),
  };
  return (
    <div className="card">
      <div className="row row-plain">
        <RowInside icon={<IconFlame />} title={streak.name} hint={said[streak.every]} />
      </div>
    </div>
  );
}
