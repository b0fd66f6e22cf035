// Writes `shared/api/types.ts` from the description of the API: one line per schema and per route, so that a
// change of the API is a readable difference. `--check` only says whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';

const SOURCE = new URL('../../openapi.json', import.meta.url);
const TARGET = new URL('../shared/api/types.ts', import.meta.url);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const api = JSON.parse(readFileSync(SOURCE, 'utf8'));

/** `Paged_Member` is a name that only the description needs. */
const isNamed = (name) => !name.startsWith('Paged_');

function follow(node) {
  if (!node?.$ref) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, step) => at[step], api);
}

function typeOf(schema) {
  if (!schema) return 'unknown';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return isNamed(name) ? name : typeOf(follow(schema));
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return [...new Set(choice.map(typeOf))].join(' | ');
  if (schema.allOf) {
    // A part that only says which value stands for none says nothing about the type.
    const parts = schema.allOf.filter((part) => !('default' in part) || part.properties);
    return parts.map((part) => `(${typeOf(part)})`).join(' & ');
  }
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  }
  switch (schema.type) {
    case 'null':
      return 'null';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'array':
      return `(${typeOf(schema.items)})[]`;
    default:
      return objectType(schema);
  }
}

function objectType(schema) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) {
    const rest = schema.additionalProperties;
    return rest && typeof rest === 'object'
      ? `Record<string, ${typeOf(rest)}>`
      : 'Record<string, unknown>';
  }
  const required = new Set(schema.required ?? []);
  const text = fields.map(
    ([name, field]) => `${quoted(name)}${required.has(name) ? '' : '?'}: ${typeOf(field)}`,
  );
  return `{ ${text.join('; ')} }`;
}

const quoted = (name) => (/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name));

function parameters(operation, shared, place) {
  const found = [...shared, ...(operation.parameters ?? [])]
    .map(follow)
    .filter((one) => one.in === place);
  if (found.length === 0) return 'Record<never, never>';
  return `{ ${found.map((one) => `${quoted(one.name)}${one.required ? '' : '?'}: ${typeOf(one.schema)}`).join('; ')} }`;
}

function jsonOf(holder) {
  return follow(holder)?.content?.['application/json']?.schema;
}

function bodyOf(operation) {
  const holder = follow(operation.requestBody);
  if (holder?.content?.['text/csv']) return "import('./call').CsvText";
  const body = jsonOf(holder);
  return body ? typeOf(body) : 'undefined';
}

function routes() {
  const lines = [];
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((one) => item[one])) {
      const operation = item[method];
      const success = Object.entries(operation.responses).find(([status]) =>
        status.startsWith('2'),
      );
      const answer = success && jsonOf(success[1]);
      const parts = [
        `path: ${parameters(operation, item.parameters ?? [], 'path')}`,
        `query: ${parameters(operation, item.parameters ?? [], 'query')}`,
        `body: ${bodyOf(operation)}`,
        `answer: ${answer ? typeOf(answer) : 'undefined'}`,
      ];
      lines.push(`  '${method.toUpperCase()} ${path}': { ${parts.join('; ')} };`);
    }
  }
  return lines;
}

const schemas = Object.entries(api.components.schemas).filter(([name]) => isNamed(name));
const text = [
  '// Made from openapi.json by scripts/api-types.mjs: change the API, then run `npm run types`.',
  '',
  ...schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`),
  '',
  'export interface Routes {',
  ...routes(),
  '}',
  '',
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('shared/api/types.ts is older than openapi.json: run `npm run types` in web/');
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, text);
}
