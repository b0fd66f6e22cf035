import { Anchor, Badge, Group, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useAuthors } from '../../programme/inForce';
import { Wide } from '../../shell/Wide';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';

/** The rule as it stood in the version that judged, and who let that version count. */
export function RuleCard({ rule, version }: { rule: string; version: number }) {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const authorOf = useAuthors();
  const mayRead = may(session, 'programme.see');
  const book = useBook(version);
  const read = useRead(
    'GET /v1/programme/versions/{version}',
    { path: { version } },
    { enabled: mayRead },
  );
  const name = book?.ruleName(rule);
  const written = book?.ruleText(rule);
  return (
    <section className="rule-card" aria-label={t('why.rule')}>
      <Group gap="xs" justify="space-between">
        <Text fw={650}>{name ?? rule}</Text>
        <Badge variant="light" tt="none">
          {t('members.version', { version })}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {read.data?.published_at &&
          t('why.published', { when: when.moment(read.data.published_at) })}
        {read.data?.author && ` · ${authorOf(read.data.author)}`}
      </Text>
      {written && (
        <>
          <Wide label={t('why.written')}>
            <pre className="rule-text">{written.text}</pre>
          </Wide>
          <Text size="sm" c="dimmed">
            {t('why.line', { line: written.line })}
            {' · '}
            <Anchor
              component={Link}
              to="/programme/versions/$version"
              params={{ version: String(version) } as never}
              search={{ tab: 'document', line: written.line } as never}
              underline="always"
            >
              {t('why.toProgramme')}
            </Anchor>
          </Text>
        </>
      )}
    </section>
  );
}
