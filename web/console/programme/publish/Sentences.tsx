import { Text } from '@mantine/core';
import type { Difference, ProgrammeView } from '@shared/api/types';
import { IconArrowRight, IconEqual, IconMinus, IconPlus, IconReplace } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import { nameFrom, placeOf, whatOf } from './difference';

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconReplace };
const COLOURS = { added: 'is-good', removed: 'is-bad', changed: 'is-hint' };

/** What differs between two versions, each by the name that people know it by. */
export function Sentences(props: {
  differences: readonly Difference[];
  /** Both versions in plain words, as far as they can be read. */
  views: readonly ProgrammeView[];
}) {
  const { t } = useTexts();
  const { differences, views } = props;
  if (differences.length === 0) {
    return (
      <Text c="dimmed" className="with-icon">
        <IconEqual size={18} aria-hidden />
        {t('programme.noDifference')}
      </Text>
    );
  }
  return (
    <ul className="differences">
      {differences.map((one) => {
        const Icon = ICONS[one.kind];
        return (
          <li key={one.path + one.sentence}>
            <Icon size={18} aria-hidden className={COLOURS[one.kind]} />
            <div>
              <Where difference={one} views={views} />
              <What difference={one} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Where({ difference, views }: { difference: Difference; views: readonly ProgrammeView[] }) {
  const { find } = useTexts();
  const place = placeOf(difference, views);
  const part = place.part ?? find(`part.${place.section}`) ?? nameFrom(place.section);
  return (
    <span className="difference-where">
      <b>{place.title ?? part}</b>
      {place.title && place.title !== part && <span className="difference-part">{part}</span>}
      <code className="difference-key">{difference.path}</code>
    </span>
  );
}

/** Keys that have words of their own in the forms, wherever they stand. */
const FORMS =
  /^(give|per|percent|each|once|multiply|minimum|cap|on|if|from|until|worth|expires|pending|max_share|days_before|held|valid_for|uses|max_discount|sale_items|earning_base|earn_on_units_paid|excluded)$/;

function What({ difference }: { difference: Difference }) {
  const { t, find } = useTexts();
  const { kind, old, new: now } = difference;
  const { key, label, isWhole } = whatOf(difference);
  const own = key && FORMS.test(key) ? find(`form.${key}`) : undefined;
  const named = label
    .replace(/^name\b/, t('field.name'))
    .replace(/\border$/, t('difference.order'));
  const what = own ?? nameFrom(named);
  const value = (text: string) => {
    if (text === 'true') return t('offers.yes');
    return text === 'false' ? t('offers.no') : text;
  };
  const head = [kind !== 'changed' && t(`difference.${kind}`), what].filter(Boolean).join(' · ');
  if (isWhole) return <span>{head}</span>;
  return (
    <span>
      {kind === 'changed' && <span className="heard">{t('difference.changed')} </span>}
      {head && `${head}: `}
      {old && <span className={now ? 'difference-old' : undefined}>{value(old)}</span>}
      {old && now && (
        <>
          <IconArrowRight size={16} aria-hidden className="difference-arrow" />
          <span className="heard"> {t('difference.becomes')} </span>
        </>
      )}
      {now && <b>{value(now)}</b>}
    </span>
  );
}
