// The schemas of the OpenAPI document as Python: a TypedDict for each object, Literal for each enumeration.
import { documented, folded, pascal } from './python-text.mjs';

const KEYWORDS = new Set(['from', 'import', 'class', 'global', 'in', 'is', 'not', 'or', 'and', 'if', 'with', 'pass']);
const PLAIN = { string: 'str', integer: 'int', number: 'float', boolean: 'bool' };

/** Enumerations that the client's own signatures name, and where the document has them. */
const NAMED = {
  Priority: ['BatchView', 'priority'],
  BatchStatus: ['BatchView', 'status'],
  ItemStatus: ['ItemView', 'status'],
  BatchStart: ['OpenBatch', 'start'],
  ExportFormat: ['exportBatch', 'format'],
  ExportOnly: ['exportBatch', 'only'],
  ExportLayout: ['exportBatch', 'layout'],
  CompanyFormat: ['downloadCompanyBatch', 'format'],
  FileFormat: ['submitBatch', 'format'],
  FileEncoding: ['submitBatch', 'encoding'],
  FileDelimiter: ['submitBatch', 'delimiter'],
  OnInvalid: ['submitBatch', 'on_invalid'],
  OnInvalidFixed: ['retryBatch', 'on_invalid'],
};

const literal = (values) =>
  `Literal[${values
    .filter((value) => value !== null)
    .map(constant)
    .join(', ')}]`;
const constant = (value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value));

/** Translates schemas; objects without a name get one from where they stand. */
export class Types {
  #schemas;
  #names;
  #classes = [];
  #literals = new Map();
  #kinds;

  constructor(document) {
    this.#schemas = document.components.schemas;
    this.#names = new Set(Object.keys(this.#schemas));
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    for (const [name, [owner, field]] of Object.entries(NAMED)) {
      const parameters = operations.find(({ operationId }) => operationId === owner)?.parameters;
      const schema =
        parameters?.find((parameter) => parameter.name === field)?.schema ?? this.#schemas[owner]?.properties?.[field];
      if (schema?.enum === undefined) throw new Error(`The document has no enumeration ${owner}.${field}.`);
      this.#name(name, schema.enum);
    }
    // Modules from outside add kinds.
    const kinds = literal(document['x-features'].flatMap(({ kinds: own }) => own.map(({ name }) => name)));
    this.#literals.set(kinds, 'KindName');
    this.#kinds = kinds;
    for (const [name, schema] of Object.entries(this.#schemas)) if (schema.enum) this.#name(name, schema.enum);
  }

  #name(name, values) {
    const text = literal(values);
    if (!this.#literals.has(text)) this.#literals.set(text, name);
    else this.#literals.set(`${text} as ${name}`, name);
  }

  /** The text of models.py. */
  module() {
    for (const [name, schema] of Object.entries(this.#schemas)) {
      if (schema.enum !== undefined) continue;
      if (isObject(schema)) this.#classes.push(this.#class(name, schema));
      else
        this.#classes.push(
          `${documented(schema, '#: ')}${folded(`${name} = ${this.of(schema, `${name}Object`)}`, '')}`,
        );
    }
    const aliases = [...this.#literals].map(([text, name]) => {
      const own = text.replace(/ as \w+$/, '');
      if (text !== this.#kinds) return folded(`${name} = ${own}`, '');
      return `${folded(`BuiltInKind = ${own}`, '')}\n${name} = Union[BuiltInKind, str]\n`;
    });
    return `"""What the service takes and gives, by the names of its OpenAPI document.

Written by \`npm run client-types\` from that document; not by hand.
"""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union

${aliases.join('\n')}

${this.#classes.sort(byDependency).join('\n\n')}`;
  }

  /** The Python type of a schema. */
  of(schema, place) {
    const type = this.#plain(schema, place);
    return schema.nullable === true && type !== 'Any' ? `Optional[${type}]` : type;
  }

  #plain(schema, place) {
    if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1);
    if (schema.enum !== undefined) return this.#enumeration(schema.enum);
    if (schema.allOf?.length === 1) return this.#plain(schema.allOf[0], place);
    if (isObject(schema)) return this.#object(schema, place);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) {
      const types = [...new Set(choices.map((choice, at) => this.of(choice, at === 0 ? place : `${place}${at + 1}`)))];
      return types.length === 1 ? types[0] : `Union[${types.join(', ')}]`;
    }
    if (schema.type === 'array') return `List[${this.of(schema.items ?? {}, `${place}Item`)}]`;
    return PLAIN[schema.type] ?? (schema.type === 'object' ? this.#map(schema, place) : 'Any');
  }

  #enumeration(values) {
    const text = literal(values);
    return this.#literals.get(text) ?? text;
  }

  #map({ additionalProperties }, place) {
    const hasType = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0;
    return `Dict[str, ${hasType ? this.of(additionalProperties, `${place}Value`) : 'Any'}]`;
  }

  #object(schema, place) {
    let name = place;
    while (this.#names.has(name)) name += 'Object';
    this.#names.add(name);
    this.#classes.push(this.#class(name, schema));
    return name;
  }

  /** A class; what may be missing, and what has the name of a keyword, stands in bases of its own. */
  #class(name, schema) {
    const fields = Object.entries(schema.properties).map(([field, own]) => {
      const type = this.of(own, `${name}${pascal(field)}`);
      const text = `${documented(own, '    #: ')}${folded(`${field}: ${type}`, '    ')}`;
      return { field, type, text, isRequired: schema.required?.includes(field) === true };
    });
    const usual = fields.filter(({ field }) => !KEYWORDS.has(field));
    const [required, optional] = [true, false].map((is) => usual.filter(({ isRequired }) => isRequired === is));
    const bases = [];
    let before = '';
    for (const { field, type, isRequired } of fields.filter((one) => KEYWORDS.has(one.field))) {
      const base = `_${name}${pascal(field)}`;
      const total = isRequired ? '' : ', total=False';
      before += `${base} = TypedDict("${base}", {"${field}": "${type}"}${total})\n\n\n`;
      bases.push(base);
    }
    const text = documented(schema, '    ', true);
    if (required.length > 0 && optional.length > 0) {
      before += `class _${name}(TypedDict):\n${required.map((one) => one.text).join('')}\n\n`;
      bases.unshift(`_${name}`);
    }
    const own = optional.length > 0 ? optional : required;
    const total = optional.length > 0 ? ', total=False' : '';
    const body = own.length === 0 ? '' : `\n${own.map((one) => one.text).join('')}`;
    return `${before}class ${name}(${bases.length > 0 ? bases.join(', ') : 'TypedDict'}${total}):\n${text}${body}`;
  }
}

/** Aliases name classes that stand before them. */
const byDependency = (one, other) => Number(isAlias(one)) - Number(isAlias(other));
const isAlias = (text) => /^\w+ = /m.test(text) && !/^class /m.test(text);

const isObject = (schema) => schema.properties !== undefined && Object.keys(schema.properties).length > 0;
