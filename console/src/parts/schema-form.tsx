import type { JsonSchema } from '../api/kinds';
import { labelOf } from '../text/labels';
import { text } from '../text/text';
import { Field } from '../ui/kit';

type Values = Readonly<Record<string, unknown>>;

interface SchemaFormProps {
  readonly schema: JsonSchema;
  readonly values: Values;
  onChange(values: Values): void;
  /** Fields that the page shows by itself. */
  readonly without?: readonly string[];
}

/** A form from the JSON Schema of an object: of any kind, those of modules from outside included. */
export function SchemaForm({ schema, values, onChange, without = [] }: SchemaFormProps) {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !without.includes(name));
  const set = (name: string, value: unknown): void => {
    const others = Object.entries(values).filter(([other]) => other !== name);
    onChange(Object.fromEntries(value === undefined ? others : [...others, [name, value]]));
  };
  return (
    <div className="form-grid">
      {fields.map(([name, field]) => (
        <SchemaField
          key={name}
          name={name}
          schema={field}
          isRequired={schema.required?.includes(name) === true}
          value={values[name]}
          onChange={(value) => set(name, value)}
        />
      ))}
    </div>
  );
}

interface SchemaFieldProps {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  readonly value: unknown;
  onChange(value: unknown): void;
}

function SchemaField({ name, schema, isRequired, value, onChange }: SchemaFieldProps) {
  const type = typeOf(schema);
  const label = `${schema.title ?? wordOf(name)}${isRequired ? ' *' : ''}`;
  const hint = hintOf(schema);
  if (type === 'boolean' && !isRequired)
    return (
      <Field label={label} hint={hint}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={value === undefined ? '' : String(value)}
            onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === 'true')}
          >
            <option value="">{text.form.byDefault(shown(schema.default))}</option>
            <option value="true">{text.yes}</option>
            <option value="false">{text.no}</option>
          </select>
        )}
      </Field>
    );
  const options = enumOf(schema);
  if (options !== undefined)
    return (
      <Field label={label} hint={hint}>
        {(props) => (
          <select
            {...props}
            className="input"
            required={isRequired}
            value={value === undefined ? '' : String(value)}
            onChange={({ target }) => onChange(options.find((one) => String(one) === target.value))}
          >
            <option value="">{isRequired ? text.form.choose : text.form.byDefault(shown(schema.default))}</option>
            {options.map((one) => (
              <option key={String(one)} value={String(one)}>
                {labelOf(String(one))}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  return <TypedField {...{ name, schema, isRequired, value, onChange, label, hint, type }} />;
}

interface TypedFieldProps extends SchemaFieldProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly type: string;
}

function TypedField({ schema, isRequired, value, onChange, label, hint, type }: TypedFieldProps) {
  if (type === 'object' || type === 'array')
    return (
      <Field
        label={label}
        hint={hint ?? text.form.json}
        fault={typeof value === 'string' ? text.form.notJson : undefined}
      >
        {(props) => (
          <textarea
            {...props}
            className="input mono"
            rows={3}
            spellCheck={false}
            defaultValue={value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
            onChange={({ target }) => onChange(target.value.trim() === '' ? undefined : jsonOr(target.value))}
          />
        )}
      </Field>
    );
  const isNumber = type === 'integer' || type === 'number';
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <input
          {...props}
          className="input"
          type={isNumber ? 'number' : 'text'}
          required={isRequired}
          {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
          {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
          {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
          step={type === 'number' ? 'any' : undefined}
          placeholder={shown(schema.default ?? schema.example ?? schema.examples?.[0])}
          // As a number it is compared as one: as a text `0.0`, on the way to `0.05`, would be rewritten to `0`.
          value={value === undefined ? '' : isNumber ? Number(value) : String(value)}
          onChange={({ target }) =>
            onChange(target.value === '' ? undefined : isNumber ? Number(target.value) : target.value)
          }
        />
      )}
    </Field>
  );
}

/** JSON as a value; what is not JSON yet stays a text, which the service would refuse. */
function jsonOr(draft: string): unknown {
  try {
    return JSON.parse(draft);
  } catch {
    return draft;
  }
}

const variants = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];

function typeOf(schema: JsonSchema): string {
  const type = typeof schema.type === 'object' ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type !== undefined) return type;
  const inner = variants(schema).find((one) => one.type !== 'null');
  if (inner !== undefined) return typeOf(inner);
  return schema.properties === undefined ? 'string' : 'object';
}

const enumOf = (schema: JsonSchema): readonly unknown[] | undefined =>
  (schema.enum ?? variants(schema).find(({ enum: values }) => values !== undefined)?.enum)?.filter(
    (one) => one !== null,
  );

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

export const wordOf = (name: string): string => {
  const words = name
    .replaceAll('_', ' ')
    .replaceAll('.', ' › ')
    .replace(/\burl\b/gi, 'URL');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function hintOf({ description, minimum, maximum }: JsonSchema): string | undefined {
  const bounds = minimum !== undefined && maximum !== undefined ? text.form.between(minimum, maximum) : undefined;
  if (description === undefined) return bounds;
  return description.replaceAll('`', '');
}
