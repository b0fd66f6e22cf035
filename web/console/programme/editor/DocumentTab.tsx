import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { call } from '@shared/api/call';
import type { Finding } from '@shared/api/types';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../texts/use';
import type { Draft } from '../workbench/draft';
import { useFindings } from '../workbench/findings';
import { diagnostics, reading, readOnly, writing } from './setup';

/** The document itself, with what the server finds in it at its lines and below. */
export default function DocumentTab(props: {
  draft: Draft;
  isReadOnly: boolean;
  line: number | undefined;
}) {
  const { t } = useTexts();
  const { draft, isReadOnly, line } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(draft);
  latest.current = draft;
  const label = t('editor.label');

  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          reading,
          isReadOnly ? readOnly : [writing, diagnostics(check)],
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.setText(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [isReadOnly, label]);

  useEffect(() => {
    if (line !== undefined && view.current) goTo(view.current, line);
  }, [line]);

  return (
    <>
      <div ref={place} className="editor" />
      {!isReadOnly && (
        <>
          <Text size="sm" c="dimmed" mt="xs">
            {t('editor.hint')}
          </Text>
          <Findings
            text={draft.text}
            onGo={(finding) => view.current && goTo(view.current, finding.line, finding.column)}
          />
        </>
      )}
    </>
  );
}

async function check(document: string): Promise<readonly Finding[]> {
  const { findings } = await call('POST /v1/programme/check', { body: { document } });
  return findings;
}

function goTo(view: EditorView, number: number, column = 1): void {
  const { doc } = view.state;
  const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
  const at = Math.min(line.from + column - 1, line.to);
  view.dispatch({
    selection: { anchor: at },
    effects: EditorView.scrollIntoView(at, { y: 'center' }),
  });
  view.focus();
}

const COLOURS = { error: 'bad', warning: 'warn', advice: 'primary' };

function Findings({ text, onGo }: { text: string; onGo: (finding: Finding) => void }) {
  const { t } = useTexts();
  const { data } = useFindings(text);
  if (!data || data.findings.length === 0) return null;
  return (
    <ol className="findings" aria-label={t('editor.findings')}>
      {data.findings.map((finding) => (
        <li key={`${finding.line}:${finding.column}:${finding.code}:${finding.message}`}>
          <UnstyledButton className="finding" onClick={() => onGo(finding)}>
            <Group gap="xs" wrap="nowrap" align="start">
              <Badge color={COLOURS[finding.severity]} variant="light" tt="none">
                {t('programme.line', { line: finding.line })}
              </Badge>
              <span>
                <Text size="sm">{finding.message}</Text>
                <Text size="xs" c="dimmed">
                  {[finding.hint, finding.code].filter(Boolean).join(' · ')}
                </Text>
              </span>
            </Group>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}
