/**
 * Writes src/wire.ts: the types of what Python sends, made from its JSON Schemas.
 *
 *     npm run wire
 *
 * A test tells when the file is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SCHEMAS = [
  'mlsec_nb/report/schema/scan-v1.schema.json',
  'mlsec_nb/checklist/schema/checklist-v1.schema.json',
  'mlsec_nb/frontends/server/schema.json'
];
/** Schemas whose definitions have no titles: what the names of their types begin with. */
const PREFIXES = new Map([['urn:mlsec-nb:checklist:v1', 'Checklist']]);
const TARGET = join(ROOT, 'labextension/src/wire.ts');

const HEAD =
  '/** What Python sends and takes. Made from its JSON Schemas by `npm run wire`; do not edit. */\n\n';

/** The text that src/wire.ts should have. */
export async function wire() {
  const schemas = SCHEMAS.map(path =>
    titled(JSON.parse(readFileSync(join(ROOT, path), 'utf8')))
  );
  const titles = new Map(
    schemas.map(schema => [schema.$id, schema.title]).filter(([id]) => id)
  );
  const types = schemas.flatMap(schema => [
    ...Object.values(schema.$defs),
    ...(schema.type ? [schema] : [])
  ]);
  const text = HEAD + types.map(type => declaration(type, titles)).join('\n\n');
  return format(text, {
    ...(await resolveConfig(TARGET)),
    parser: 'typescript'
  });
}

/** The schema with a title for each definition. */
function titled(schema) {
  const prefix = PREFIXES.get(schema.$id);
  if (!prefix) {
    return schema;
  }
  const name = key => prefix + key[0].toUpperCase() + key.slice(1);
  const text = JSON.stringify(schema).replace(
    /#\/\$defs\/(\w+)/g,
    (_, key) => `#/$defs/${name(key)}`
  );
  const { $defs, ...whole } = JSON.parse(text);
  const types = Object.entries($defs).map(([key, type]) => [
    key,
    { ...type, title: name(key) }
  ]);
  return { ...whole, title: prefix, $defs: Object.fromEntries(types) };
}

function declaration(schema, titles) {
  const type = typeOf(schema, titles);
  const keyword = type.startsWith('{')
    ? `interface ${schema.title} `
    : `type ${schema.title} = `;
  return `${comment(schema)}export ${keyword}${type}${type.startsWith('{') ? '' : ';'}`;
}

function typeOf(schema, titles) {
  if (schema.$ref) {
    return schema.$ref.includes('#/$defs/')
      ? schema.$ref.split('/').pop()
      : titles.get(schema.$ref);
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  }
  const either = schema.oneOf ?? schema.anyOf;
  if (either) {
    return either.map(one => typeOf(one, titles)).join(' | ');
  }
  const names = [schema.type ?? 'unknown'].flat();
  return names.map(name => named(name, schema, titles)).join(' | ');
}

function named(name, schema, titles) {
  switch (name) {
    case 'integer':
      return 'number';
    case 'array':
      return arrayOf(schema, titles);
    case 'object':
      return objectOf(schema, titles);
    default:
      return name;
  }
}

function arrayOf(schema, titles) {
  const item = typeOf(schema.items, titles);
  if (schema.minItems !== undefined && schema.minItems === schema.maxItems) {
    return `[${Array(schema.minItems).fill(item).join(', ')}]`;
  }
  return item.includes('|') ? `(${item})[]` : `${item}[]`;
}

function objectOf(schema, titles) {
  if (!schema.properties) {
    const value = typeOf(schema.additionalProperties ?? {}, titles);
    return `Record<string, ${value}>`;
  }
  const required = new Set(schema.required);
  const lines = Object.entries(schema.properties).map(
    ([key, value]) =>
      `${comment(value)}${key}${required.has(key) ? '' : '?'}: ${typeOf(value, titles)};`
  );
  return `{\n${lines.join('\n')}\n}`;
}

function comment(schema) {
  return schema.description ? `/** ${schema.description} */\n` : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, await wire());
}
