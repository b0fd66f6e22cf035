import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { localesOf } from '../../offers/document/items';
import { useTexts } from '../../texts/use';
import type { Entries } from '../document/model';
import { loadSchema } from '../editor/schema';
import { type Cell, cellsOf } from './cells';
import { type Wording, wordingsOf } from './read';

/** A text with its columns. */
export interface Line {
  id: string;
  wording: Wording;
  cells: Cell[];
}

/** All texts of a document in the languages of its programme; none while the schema is on its way. */
export function useLines(root: Entries | undefined) {
  const { locale: own } = useTexts();
  const schema = useQuery({
    queryKey: ['schemas/programme'],
    queryFn: loadSchema,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const locales = useMemo(() => (root ? localesOf(root) : []), [root]);
  const lines = useMemo((): Line[] => {
    const wordings = root && schema.data ? wordingsOf(schema.data, root, own) : [];
    return wordings.map((wording) => ({
      id: wording.path.join('.'),
      wording,
      cells: cellsOf(wording, locales),
    }));
  }, [schema.data, root, locales, own]);
  return { schema, locales, lines };
}

/** The texts that lack a language, by its place among those of the programme. */
export const missingIn = (lines: readonly Line[], at: number) =>
  lines.filter(({ cells }) => cells[at]?.isMissing);
