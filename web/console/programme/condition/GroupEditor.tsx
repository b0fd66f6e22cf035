import { ActionIcon, Button, Group as Line, SegmentedControl, Text, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import { type Group, type Item, OPS, type Row } from '../cel/condition';
import type { Fact } from '../cel/facts';
import { RowEditor } from './RowEditor';

/** Groups inside groups get hard to read; what is deeper stays text. */
const MOST_DEPTH = 2;

export function GroupEditor(props: {
  group: Group;
  facts: readonly Fact[];
  depth: number;
  onChange: (group: Group) => void;
}) {
  const { t } = useTexts();
  const { group, facts, depth } = props;
  const put = (items: Item[]) => props.onChange({ ...group, items });
  const replace = (at: number, item: Item) =>
    put(group.items.map((old, index) => (index === at ? item : old)));
  const drop = (at: number) => put(group.items.filter((_, index) => index !== at));
  const first = facts[0];
  return (
    <div className={depth > 0 ? 'rule-group is-inner' : 'rule-group'}>
      {group.items.length > 1 && (
        <SegmentedControl
          size="sm"
          aria-label={t('condition.join')}
          value={group.join}
          data={[
            { value: 'and', label: t('condition.all') },
            { value: 'or', label: t('condition.any') },
          ]}
          onChange={(join) => props.onChange({ ...group, join: join as Group['join'] })}
        />
      )}
      {group.items.length === 0 && <Text c="dimmed">{t('condition.none')}</Text>}
      {group.items.map((item, at) => (
        // Rows have no name of their own; they stay in their places while somebody edits.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={at} className="rule-item">
          <ItemEditor
            item={item}
            facts={facts}
            depth={depth}
            onChange={(next) => replace(at, next)}
          />
          <ActionIcon
            variant="subtle"
            color="bad"
            size={44}
            aria-label={t('condition.remove', { number: at + 1 })}
            onClick={() => drop(at)}
          >
            <IconTrash size={20} />
          </ActionIcon>
        </div>
      ))}
      <Line gap="xs">
        {first && (
          <Button
            variant="light"
            leftSection={<IconPlus size={18} />}
            onClick={() => put([...group.items, rowOf(first)])}
          >
            {t('condition.addRow')}
          </Button>
        )}
        {first && depth < MOST_DEPTH - 1 && group.items.length > 0 && (
          <Button
            variant="subtle"
            onClick={() =>
              put([
                ...group.items,
                {
                  is: 'group',
                  join: group.join === 'and' ? 'or' : 'and',
                  items: [rowOf(first)],
                },
              ])
            }
          >
            {t('condition.addGroup')}
          </Button>
        )}
      </Line>
    </div>
  );
}

export function rowOf({ name, kind }: Fact): Row {
  const op = OPS[kind][0] ?? 'is';
  return { is: 'row', fact: name, kind, op, values: op === 'yes' || op === 'oneOf' ? [] : [''] };
}

function ItemEditor(props: {
  item: Item;
  facts: readonly Fact[];
  depth: number;
  onChange: (item: Item) => void;
}) {
  const { t } = useTexts();
  const { item, depth } = props;
  if (item.is === 'row') {
    return <RowEditor row={item} facts={props.facts} onChange={props.onChange} />;
  }
  if (item.is === 'group' && depth < MOST_DEPTH - 1) {
    return (
      <GroupEditor group={item} facts={props.facts} depth={depth + 1} onChange={props.onChange} />
    );
  }
  if (item.is === 'group') return <Text c="dimmed">{t('condition.deep')}</Text>;
  return (
    <Textarea
      className="rule-written"
      aria-label={t('condition.written')}
      autosize
      spellCheck={false}
      classNames={{ input: 'cel' }}
      value={item.text}
      onChange={(event) => props.onChange({ is: 'written', text: event.currentTarget.value })}
    />
  );
}
