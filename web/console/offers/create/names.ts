import { isNode, type Node } from '../document/text';

/** Every name that is taken somewhere in the document. */
export function taken(document: Node): Set<string> {
  const sections = Object.values(document).filter(isNode);
  return new Set(sections.flatMap((section) => Object.keys(section)));
}

/** A name for the document from what people call it, free there; `otherwise` where no letter is left. */
export function keyFrom(name: string, otherwise: string, used: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ə/g, 'e')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 48);
  const base = plain.length >= 2 ? plain : otherwise;
  let key = base;
  for (let count = 2; used.has(key); count += 1) key = `${base}-${count}`;
  return key;
}
