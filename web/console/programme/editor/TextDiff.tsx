import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../texts/use';
import { reading, readOnly } from './setup';

/** Two texts in one column: what went, what came; what stayed is folded away. */
export default function TextDiff({ before, after }: { before: string; after: string }) {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const label = t('editor.diffLabel');
  // The editor puts the number where the sign stands.
  const unchanged = t('editor.unchanged', { lines: '$' });
  const isSame = before === after;
  useEffect(() => {
    if (!place.current || isSame) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          reading,
          readOnly,
          EditorState.phrases.of({ '$ unchanged lines': unchanged }),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            highlightChanges: true,
            gutter: true,
            collapseUnchanged: { margin: 2, minSize: 6 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after, label, unchanged, isSame]);
  if (isSame) return <Text c="dimmed">{t('programme.noDifference')}</Text>;
  return <div ref={place} className="editor diff" />;
}
