/** The part of JSON Schema that the schema of programmes uses. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  type?: string | string[];
  description?: string;
  examples?: unknown[];
}

/** Fetched when somebody first asks for it; the file is the one that `tessera schema` prints. */
let schema: Promise<Schema> | undefined;
export function loadSchema(): Promise<Schema> {
  schema ??= import('../../../../schemas/programme.schema.json?raw').then(
    (file) => JSON.parse(file.default) as Schema,
  );
  return schema;
}

/** Everything that a value there may be: references followed, alternatives side by side. */
export function alternatives(root: Schema, schema: Schema): Schema[] {
  const { $ref } = schema;
  if ($ref) {
    const target = root.$defs?.[$ref.replace('#/$defs/', '')];
    return target ? alternatives(root, describedBy(target, schema)) : [];
  }
  const inner = schema.anyOf ?? schema.oneOf;
  if (!inner) return [schema];
  return inner.flatMap((one) => alternatives(root, describedBy(one, schema)));
}

const describedBy = (schema: Schema, outer: Schema): Schema =>
  outer.description ? { ...schema, description: schema.description ?? outer.description } : schema;

/** The alternatives at a path; lists count as what is in them. */
export function schemasAt(root: Schema, path: readonly string[]): Schema[] {
  return path.reduce<Schema[]>(
    (found, key) =>
      found.flatMap((schema) => {
        const inside = schema.items ? alternatives(root, schema.items) : [schema];
        return inside.flatMap((one) => childOf(root, one, key));
      }),
    alternatives(root, root),
  );
}

function childOf(root: Schema, schema: Schema, key: string): Schema[] {
  const own = schema.properties?.[key];
  if (own) return alternatives(root, own);
  const any = schema.additionalProperties;
  return typeof any === 'object' ? alternatives(root, any) : [];
}

export interface Suggestion {
  label: string;
  /** What it means, in the words of the schema. */
  info: string | undefined;
  kind: 'key' | 'value';
}

export function keysAt(root: Schema, path: readonly string[]): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const schema of schemasAt(root, path)) {
    for (const one of schema.items ? alternatives(root, schema.items) : [schema]) {
      for (const [label, value] of Object.entries(one.properties ?? {})) {
        const info = value.description ?? alternatives(root, value)[0]?.description;
        found.set(label, { label, info, kind: 'key' });
      }
    }
  }
  return [...found.values()];
}

export function valuesAt(root: Schema, path: readonly string[]): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const schema of schemasAt(root, path)) {
    for (const one of schema.items ? alternatives(root, schema.items) : [schema]) {
      const types = [one.type].flat();
      const words = [
        ...(one.enum ?? []),
        ...(one.const === undefined ? [] : [one.const]),
        ...(types.includes('boolean') ? ['true', 'false'] : []),
        ...(one.enum ? [] : (one.examples ?? [])),
      ];
      for (const word of words.filter((each) => each !== null)) {
        const label = String(word);
        found.set(label, { label, info: one.description, kind: 'value' });
      }
    }
  }
  return [...found.values()];
}
