import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Finding } from '@shared/api/types';
import { complete } from './complete';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--t-primary-text)', fontWeight: '600' },
  { tag: [tags.string, tags.content], color: 'var(--t-ink)' },
  { tag: tags.comment, color: 'var(--t-quiet)', fontStyle: 'italic' },
  { tag: [tags.number, tags.bool, tags.keyword], color: 'var(--t-warn-text)' },
  { tag: tags.invalid, color: 'var(--t-bad-text)' },
]);

const theme = EditorView.theme({
  '&': {
    color: 'var(--t-ink)',
    backgroundColor: 'var(--t-surface)',
    fontSize: '14px',
  },
  '&.cm-focused': { outline: '3px solid var(--t-focus)', outlineOffset: '2px' },
  '.cm-content': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    caretColor: 'var(--t-ink)',
    padding: '12px 0',
  },
  '.cm-cursor': { borderLeftColor: 'var(--t-ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--t-sunken)',
    color: 'var(--t-quiet)',
    border: 'none',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--t-sunken) 55%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--t-line)', color: 'var(--t-ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--t-primary-soft) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--t-line)', outline: 'none' },
  '.cm-tooltip': {
    backgroundColor: 'var(--t-surface)',
    color: 'var(--t-ink)',
    border: '1px solid var(--t-edge)',
    borderRadius: '10px',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--t-primary-fill)',
    color: 'var(--t-primary-on-fill)',
  },
  '.cm-completionInfo': { maxWidth: '360px', padding: '8px 12px' },
  '.cm-diagnostic': { padding: '8px 12px' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--t-sunken)',
    border: '1px solid var(--t-line)',
    color: 'var(--t-quiet)',
  },
});

/** Colours, line numbers and folding: what a text has whether it can be changed or not. */
export const reading: Extension = [
  lineNumbers(),
  foldGutter(),
  yaml(),
  syntaxHighlighting(colours),
  bracketMatching(),
  drawSelection(),
  EditorView.lineWrapping,
  theme,
];

/** Tab leaves the editor, as it leaves every field. */
export const writing: Extension = [
  history(),
  closeBrackets(),
  highlightActiveLine(),
  autocompletion({ override: [complete] }),
  keymap.of([
    ...completionKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...lintKeymap,
  ]),
];

export const readOnly: Extension = [EditorState.readOnly.of(true), keymap.of(defaultKeymap)];

const SEVERITIES = { error: 'error', warning: 'warning', advice: 'info' } as const;

/** Findings of the server at their lines. */
export const diagnostics = (check: (text: string) => Promise<readonly Finding[]>): Extension => [
  lintGutter(),
  linter(async (view) => {
    const { doc } = view.state;
    const findings = await check(doc.toString());
    return findings.map((finding): Diagnostic => {
      const line = doc.line(Math.min(Math.max(finding.line, 1), doc.lines));
      const from = Math.min(line.from + Math.max(finding.column - 1, 0), line.to);
      const word = /^[^\s,{}[\]]+/.exec(line.text.slice(from - line.from));
      return {
        from,
        to: Math.min(from + Math.max(word?.[0].length ?? 0, 1), line.to),
        severity: SEVERITIES[finding.severity],
        message: finding.hint ? `${finding.message}\n${finding.hint}` : finding.message,
        source: finding.code,
      };
    });
  }),
];
