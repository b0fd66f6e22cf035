import { Alert, Anchor, Group, Text, ThemeIcon } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { PATTERNS, type PatternKey } from './pattern';
import { patterns } from './patterns';
import { useBase } from './useBase';
import '../offers.css';

/** What a shop may want to do, in its own words; each leads to a few questions. */
export default function Gallery() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { base, isPending, error, refetch } = useBase();
  return (
    <Page title={t('create.title')} lead={t('create.lead')}>
      <Anchor component={Link} to="/offers" w="fit-content">
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('offers.back')}
        </Group>
      </Anchor>
      {isPending && <WaitingRows height={110} />}
      <ProblemNote error={error} onRetry={refetch} />
      {!may(session, 'programme.edit') && <Alert color="warn">{t('create.mayNot')}</Alert>}
      {base && (
        <ul className="offers-grid">
          {PATTERNS.map((key) => (
            <li key={key}>
              <Choice pattern={key} blocked={patterns[key].blocked?.(base)} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Choice({
  pattern,
  blocked,
}: {
  pattern: PatternKey;
  blocked?: 'noUnit' | 'hasReferral' | undefined;
}) {
  const { t } = useTexts();
  const { icon: PatternIcon } = patterns[pattern];
  return (
    <article className={blocked ? 'card offer-card is-over' : 'card offer-card'}>
      <Group wrap="nowrap" align="start">
        <ThemeIcon size={46} radius="lg" variant="light" color="primary" aria-hidden>
          <PatternIcon size={26} />
        </ThemeIcon>
        <div>
          <Text fw={650} size="lg">
            {blocked ? (
              t(`pattern.${pattern}`)
            ) : (
              <Link
                to="/offers/new/$pattern"
                params={{ pattern }}
                style={{ color: 'inherit', textDecoration: 'none' }}
              >
                {t(`pattern.${pattern}`)}
              </Link>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {t(blocked ? `create.${blocked}` : `patternText.${pattern}`)}
          </Text>
        </div>
      </Group>
    </article>
  );
}
