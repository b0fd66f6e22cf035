import { nameOf, useChange } from '@shared/api/hooks';
import type { Version } from '@shared/api/types';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

export interface Draft {
  text: string;
  setText: (text: string) => void;
  /** The version that holds the text as it was saved last. */
  saved: Version | undefined;
  isChanged: boolean;
  isSaving: boolean;
  error: unknown;
  /** Keeps the text as a draft; what was saved comes back with its number and its hash. */
  save: () => Promise<Version>;
}

/** The text of a draft while somebody works on it, and how it is kept. */
export function useDraft(begun: { version?: Version; basedOn?: Version }): Draft {
  const [saved, setSaved] = useState(begun.version);
  const [text, setText] = useState((begun.version ?? begun.basedOn)?.document ?? '');
  const upload = useChange('POST /v1/programme/versions');
  const revise = useChange('PUT /v1/programme/versions/{version}');
  const client = useQueryClient();
  const isChanged = text !== (saved ?? begun.basedOn)?.document;
  const save = async () => {
    if (saved && text === saved.document) return saved;
    const body = { document: text };
    const version = saved
      ? await revise.mutateAsync({ path: { version: saved.number }, body, ifMatch: saved.hash })
      : await upload.mutateAsync({ body });
    const kept = { ...version, document: text };
    setSaved(kept);
    client.setQueryData(
      nameOf('GET /v1/programme/versions/{version}', { path: { version: kept.number } }),
      kept,
    );
    await client.invalidateQueries({ queryKey: nameOf('GET /v1/programme/versions') });
    return kept;
  };
  return {
    text,
    setText,
    saved,
    isChanged,
    isSaving: upload.isPending || revise.isPending,
    error: upload.error ?? revise.error,
    save,
  };
}
