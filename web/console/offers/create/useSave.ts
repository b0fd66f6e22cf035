import { nameOf, useChange } from '@shared/api/hooks';
import { useQueryClient } from '@tanstack/react-query';

/** The draft that is open, and the hash of the text that what is saved was made from. */
export interface OpenDraft {
  number: number;
  hash: string;
}

/** Saves into the draft that is open, or as a new one. */
export function useSave(draft: OpenDraft | undefined, onSaved: (version: number) => void) {
  const client = useQueryClient();
  const make = useChange('POST /v1/programme/versions');
  const change = useChange('PUT /v1/programme/versions/{version}');
  const after = {
    onSuccess: async ({ number }: { number: number }) => {
      onSaved(number);
      await Promise.all([
        client.invalidateQueries({ queryKey: nameOf('GET /v1/programme/versions') }),
        client.invalidateQueries({ queryKey: nameOf('GET /v1/programme/versions/{version}') }),
      ]);
    },
  };
  return {
    run: (document: string) =>
      draft
        ? change.mutate(
            { path: { version: draft.number }, body: { document }, ifMatch: draft.hash },
            after,
          )
        : make.mutate({ body: { document } }, after),
    isPending: make.isPending || change.isPending,
    error: make.error ?? change.error,
  };
}
