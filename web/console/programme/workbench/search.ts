export const TABS = ['view', 'forms', 'texts', 'document', 'changes', 'try', 'replay'] as const;
export type Tab = (typeof TABS)[number];

export interface Search {
  tab?: Tab;
  /** Line of the document to go to. */
  line?: number;
  /** The version that a new draft begins with. */
  from?: number;
}

/** What an address says; whatever else stands there is ignored. */
export function searchOf(search: Record<string, unknown>): Search {
  const found: Search = {};
  const tab = TABS.find((one) => one === search.tab);
  if (tab) found.tab = tab;
  for (const name of ['line', 'from'] as const) {
    const number = Number(search[name]);
    if (Number.isInteger(number) && number > 0) found[name] = number;
  }
  return found;
}
