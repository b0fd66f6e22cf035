import { expect, it } from 'vitest';
import { decode, readTable, separatorOf, writeTable } from './csv';

it('reads quotes, separators in quotes, and lines in quotes', () => {
  const text = 'id,name\r\n1,"Doe, Jane"\r\n2,"say ""hi""\nthere"\r\n';
  expect(readTable(text)).toEqual({
    header: ['id', 'name'],
    rows: [
      ['1', 'Doe, Jane'],
      ['2', 'say "hi"\nthere'],
    ],
  });
});

it('finds the separator in the heading', () => {
  expect(separatorOf('id;name;phone\n1;a,b,c,d;2')).toBe(';');
  expect(separatorOf('id\tname')).toBe('\t');
  expect(separatorOf('id')).toBe(',');
});

it('reads past a byte order mark and empty lines, up to a last line without end', () => {
  expect(readTable('\ufeffid,name\n\n1,a\n\n2,')).toEqual({
    header: ['id', 'name'],
    rows: [
      ['1', 'a'],
      ['2', ''],
    ],
  });
});

it('reads what older spreadsheets write', () => {
  expect(decode(new Uint8Array([0xc0, 0xed, 0xed, 0xe0]))).toBe('Анна');
  expect(decode(new TextEncoder().encode('Əli'))).toBe('Əli');
});

it('writes the columns that are known, quoted where needed', () => {
  const table = readTable('Имя;Заметка;Тел\n"A ""B"" C";x;1,2\nD\n');
  expect(writeTable(table, ['name', undefined, 'phone'])).toBe(
    'name,phone\n"A ""B"" C","1,2"\nD,\n',
  );
});

it('comes back the same', () => {
  const table = {
    header: ['id', 'name'],
    rows: [
      ['1', 'a,"b"\nc'],
      ['2', ''],
    ],
  };
  expect(readTable(writeTable(table, table.header))).toEqual(table);
});
