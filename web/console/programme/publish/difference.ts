import type { Difference, ProgrammeView } from '@shared/api/types';

type View = Pick<ProgrammeView, 'sections'>;

/** Where something differs, as the readable view calls it. */
export interface Place {
  /** Key of the section of the document. */
  section: string;
  /** Heading of the part; nothing when no view shows such a part. */
  part: string | undefined;
  /** Name of the item; nothing for what is said of a part as a whole. */
  title: string | undefined;
}

const isWithin = (path: string, place: string) => path === place || path.startsWith(`${place}.`);

/** Finds a place in the views of both versions: what is gone stands only in the earlier one. */
export function placeOf({ path }: Pick<Difference, 'path'>, views: readonly View[]): Place {
  const [section = '', key] = path.split('.');
  const sections = views.flatMap((view) => view.sections);
  const items = sections.flatMap(({ title: part, items: inPart }) =>
    inPart.map((item) => ({ ...item, part })),
  );
  const [item] = items
    .filter((one) => isWithin(path, one.path))
    .sort((a, b) => b.path.length - a.path.length);
  const part = item?.part ?? items.find((one) => isWithin(one.path, section))?.part;
  // The sentences about a part as a whole stand under its key alone.
  const isOwn = item && (item.path.includes('.') || key === undefined || item.title !== item.part);
  return {
    section,
    part,
    title: isOwn ? item.title : key && isNamed(path) ? nameFrom(key) : undefined,
  };
}

/** Sections with one thing in them: what comes after their key is about that thing. */
const SINGLE = [
  'programme',
  'settings',
  'attributes',
  'excluded',
  'stacking',
  'referral',
  'coalition',
  'price_guarantee',
];
const isNamed = (path: string) => !SINGLE.includes(path.split('.')[0] ?? '');

/** A key as words. */
export function nameFrom(key: string): string {
  const words = key.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface What {
  /** The last keys of the path, when there is just one of them: it may have words of ours. */
  key: string | undefined;
  /** What of it differs, in the words of the server. */
  label: string;
  /** A whole thing came or went: its content is not told. */
  isWhole: boolean;
}

/** What of the thing differs. The server's sentence is `thing: what old -> new`, or `thing: what added`. */
export function whatOf({ path, sentence, kind, old, new: now }: Difference): What {
  const at = sentence.indexOf(': ');
  const thing = sentence.slice(0, at);
  const said = sentence.slice(at + 2);
  const change = `${old ?? 'none'} -> ${now ?? 'none'}`;
  const isWhole = kind !== 'changed' && !said.endsWith(change);
  const label = said.slice(0, said.length - (isWhole ? kind : change).length).trim();
  const rest = path.slice(thing.length + 1);
  return { key: rest && !rest.includes('.') ? rest : undefined, label, isWhole };
}
