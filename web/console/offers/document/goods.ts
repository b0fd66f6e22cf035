import { type Node, nameFrom, nodeOf, textOf } from './text';

const EQUALS = /^\s*line\.(category|brand|sku)\s*==\s*'([^']+)'\s*$/;
const AMONG = /^\s*line\.(category|brand|sku)\s+in\s+\[([^\]]+)\]\s*$/;
const TAG = /^\s*'([^']+)'\s+in\s+line\.(tags|categories)\s*$/;
const QUOTED = /'([^']+)'/g;

/** The values that a simple condition on goods names; undefined when it says more than that. */
export function goodsIn(condition: string): string[] | undefined {
  const one = EQUALS.exec(condition)?.[2] ?? TAG.exec(condition)?.[1];
  if (one) return [one];
  const many = AMONG.exec(condition)?.[2];
  return many ? [...many.matchAll(QUOTED)].map((match) => match[1] ?? '') : undefined;
}

/** What goods are called: texts named `name-VALUE`, else the value in words. */
export function goodsName(document: Node, value: string, locale: string, first?: string): string {
  return (
    textOf(nodeOf(document.texts)[`name-${value}`], locale, first) ?? nameFrom(value).toLowerCase()
  );
}

/** Categories that the document speaks of already: what a new offer is most likely about. */
export function categoriesIn(text: string): string[] {
  const found = new Set<string>();
  const places = [/line\.category\s*==\s*'([^']+)'/g, /line\.category\s+in\s+\[([^\]]+)\]/g];
  for (const place of places) {
    for (const [, inside = ''] of text.matchAll(place)) {
      const many = [...inside.matchAll(QUOTED)].map((match) => match[1] ?? '');
      for (const value of many.length > 0 ? many : [inside]) found.add(value);
    }
  }
  return [...found].sort();
}
