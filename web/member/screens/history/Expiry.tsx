import { IconClockHour4 } from '@tabler/icons-react';
import { isSoon, lastDay } from '../../own/day';
import { expiring, type Part, pending } from '../../own/lots';
import { useOwn } from '../../own/own';
import { useUnits } from '../../own/units';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';

export default function Expiry() {
  const { t, locale, format } = useLater();
  const units = useUnits();
  const lots = useOwn('GET /v1/members/{member_id}/lots');
  const end = ({ at }: Part) =>
    at ? t('expiry.until', { day: lastDay(at, locale, units.timeZone) }) : t('expiry.never');
  const start = ({ at }: Part) => (at ? t('expiry.from', { day: format.day(at) }) : '');
  return (
    <Page title={t('expiry.title')} lead={t('expiry.lead')} back="/history">
      <Reading of={lots}>
        {({ items }) => {
          const [held, coming] = [expiring(items), pending(items)];
          if (held.length + coming.length === 0) {
            return (
              <Nothing
                icon={<IconClockHour4 size={32} />}
                title={t('expiry.none')}
                text={t('expiry.noneHint')}
              />
            );
          }
          return (
            <>
              {held.length > 0 && <Parts parts={held} when={end} />}
              {coming.length > 0 && (
                <Section title={t('expiry.coming')}>
                  <Parts parts={coming} when={start} />
                </Section>
              )}
            </>
          );
        }}
      </Reading>
    </Page>
  );
}

function Parts({ parts, when }: { parts: Part[]; when: (part: Part) => string }) {
  const { t } = useLater();
  const units = useUnits();
  return (
    <ul className="card entries">
      {parts.map((part) => (
        <li key={part.unit + (part.at ?? '')} className="entry">
          <div className="entry-head">
            <strong className="figures">{units.say(part.unit, part.amount)}</strong>
            {part.at && isSoon(part.at, Date.now()) && (
              <span className="tag tag-warn">{t('expiry.soon')}</span>
            )}
          </div>
          <span className="quiet">{when(part)}</span>
        </li>
      ))}
    </ul>
  );
}
