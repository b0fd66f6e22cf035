import { IconBook2 } from '@tabler/icons-react';
import { useOwn, useOwnSpoken } from '../../own/own';
import { Part } from '../../parts/Part';
import { useLater } from '../../texts/use';
import { Latest } from './Latest';
import { Levels } from './Levels';
import { NextReward } from './NextReward';
import { Notices } from './Notices';
import { StampCards } from './StampCards';

export default function Below() {
  return (
    <Part>
      <Sections />
    </Part>
  );
}

/** What is waiting, then what is next, then what was. */
function Sections() {
  const { t, locale } = useLater();
  const member = useOwn('GET /v1/members/{member_id}').data;
  const standing = useOwnSpoken('GET /v1/members/{member_id}/standing').data;
  return (
    <>
      <Notices balances={member?.balances ?? []} />
      <Levels tracks={standing?.tracks} />
      <StampCards cards={standing?.stamps ?? []} />
      <NextReward balances={member?.balances ?? []} />
      <Latest />
      <a
        className="row row-link card"
        href={`/rules?locale=${locale}`}
        target="_blank"
        rel="noopener"
      >
        <span className="row-icon" aria-hidden>
          <IconBook2 />
        </span>
        <span className="row-text">
          <strong>{t('rules.title')}</strong>
          <span className="quiet">{t('rules.hint')}</span>
        </span>
      </a>
    </>
  );
}
