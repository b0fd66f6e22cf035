import { Button, Group, Text, Title } from '@mantine/core';
import type { usePages } from '@shared/api/pages';
import type { Member } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { may, useSession } from '@shared/session/session';
import { IconArrowMerge, IconUserOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { type Ending, lastOf, takenAlong } from './ending';
import { Absorbed, MemberLink, TakeApart } from './Merged';
import { Timeline } from './Timeline';

type Ledger = ReturnType<typeof usePages<'GET /v1/members/{member_id}/ledger'>>;

/** An account that ended: what it was, where it went, and when. Its history stays. */
export function Ended(props: { member: Member; ending: Ending; ledger: Ledger }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { member, ending, ledger } = props;
  const [isAsked, setAsked] = useState(false);
  const into = member.merged_into;
  const Icon = into ? IconArrowMerge : IconUserOff;
  return (
    <>
      <section className="card ended" aria-labelledby="ended">
        <Group gap="md" wrap="nowrap" align="start">
          <span className="ended-icon" aria-hidden>
            <Icon size={26} />
          </span>
          <div>
            <Title order={2} size="h4" id="ended">
              {t(`ended.${ending}`)}
            </Title>
            <Text c="dimmed">{t(`endedText.${ending}`)}</Text>
          </div>
        </Group>
        <Facts member={member} ending={ending} ledger={ledger} />
        {into && (
          <Group gap="xs" mt="md">
            <Button
              renderRoot={(own) => (
                <Link {...own} to="/members/$memberId" params={{ memberId: into }} />
              )}
            >
              {t('ended.toOther')}
            </Button>
            {may(session, 'members.adjust') && (
              <Button variant="default" onClick={() => setAsked(true)}>
                {t('merged.apart')}
              </Button>
            )}
          </Group>
        )}
        {isAsked && into && (
          <TakeApart member={member} into={into} onClose={() => setAsked(false)} />
        )}
      </section>
      <Timeline member={member} ledger={ledger} />
      <Absorbed ids={member.absorbed ?? []} />
    </>
  );
}

function Facts({ member, ending, ledger }: { member: Member; ending: Ending; ledger: Ledger }) {
  const { t } = useTexts();
  const when = useWhen();
  const units = useUnits();
  const last = lastOf(ledger.rows ?? [], ending);
  const taken = takenAlong(last).map(({ unit, amount }) => units.counted(unit, amount));
  const left = member.balances
    .filter(({ spendable }) => !isZero(spendable))
    .map(({ unit, spendable }) => units.had(unit, spendable));
  const found = (member.identities ?? []).map(({ value }) => value);
  return (
    <dl className="merge-facts ended-facts">
      {member.enrolled_at && <Fact term={t('ended.joined')}>{when.day(member.enrolled_at)}</Fact>}
      {last && <Fact term={t('ended.when')}>{when.moment(last.at)}</Fact>}
      {member.merged_into && (
        <Fact term={t('ended.into')}>
          <MemberLink id={member.merged_into} />
        </Fact>
      )}
      {taken.length > 0 && <Fact term={t('ended.taken')}>{taken.join(', ')}</Fact>}
      {left.length > 0 && <Fact term={t('ended.left')}>{left.join(', ')}</Fact>}
      {found.length > 0 && <Fact term={t('ended.found')}>{found.join(', ')}</Fact>}
      <Fact term={t('identity.own')}>{member.id}</Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
