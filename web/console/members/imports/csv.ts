/** Tables as spreadsheets save them: with commas, semicolons or tabs, in UTF-8 or an older encoding. */
export interface Table {
  header: string[];
  rows: string[][];
}

/** UTF-8 where it is that; else what Excel on Windows writes in our countries. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

const SEPARATORS = [',', ';', '\t'] as const;

/** The separator that the first line has most of. */
export function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

export function readTable(text: string): Table {
  const [header = [], ...rows] = recordsOf(text.replace(/^\ufeff/, ''));
  return { header: header.map((name) => name.trim()), rows };
}

/** Records with quotes by RFC 4180; empty lines are none. */
function recordsOf(text: string): string[][] {
  const separator = separatorOf(text);
  const records: string[][] = [];
  let [record, field, isQuoted] = [[] as string[], '', false];
  const endField = () => {
    record.push(field);
    field = '';
  };
  const endRecord = () => {
    endField();
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && field === '') isQuoted = true;
    else if (letter === separator) endField();
    else if (letter === '\n') endRecord();
    else if (letter !== '\r') field += letter;
  }
  if (field !== '' || record.length > 0) endRecord();
  return records;
}

/**
 * The table with the headings of the importer. `means` says for each column what it is, or nothing for those
 * that stay out.
 */
export function writeTable({ rows }: Table, means: readonly (string | undefined)[]): string {
  const kept = means.flatMap((meaning, at) => (meaning ? [at] : []));
  const lines = [
    kept.map((at) => means[at] ?? ''),
    ...rows.map((row) => kept.map((at) => row[at] ?? '')),
  ];
  return `${lines.map((line) => line.map(quoted).join(',')).join('\n')}\n`;
}

const quoted = (field: string) =>
  /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
