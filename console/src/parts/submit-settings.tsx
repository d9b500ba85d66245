import { PRIORITIES } from 'batchwright-client';
import type { Kind } from '../api/kinds';
import type { OnInvalid, Settings } from '../api/submit';
import { labelOf } from '../text/labels';
import { text } from '../text/text';
import { Field, Panel } from '../ui/kit';
import { SchemaForm } from './schema-form';

interface SettingsFormProps {
  readonly kind: Kind;
  readonly settings: Settings;
  readonly isFile: boolean;
  onChange(settings: Settings): void;
}

/** Everything of a submission but its items. */
export function SettingsForm({ kind, settings, isFile, onChange }: SettingsFormProps) {
  const set = (change: Partial<Settings>): void => onChange({ ...settings, ...change });
  const { max_concurrent: concurrency, timeout_seconds: timeout, max_items_atomic: atomic } = kind.limits;
  return (
    <Panel title={text.submit.settings}>
      <div className="form-grid">
        <Field label={text.submit.name} hint={text.submit.nameHint}>
          {(props) => (
            <input
              {...props}
              className="input"
              maxLength={200}
              value={settings.name}
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
        <Field label={text.batch.priority}>
          {(props) => (
            <select
              {...props}
              className="input"
              value={settings.priority ?? ''}
              onChange={({ target }) => set({ priority: PRIORITIES.find((one) => one === target.value) })}
            >
              <option value="">{text.form.byDefault(labelOf('normal'))}</option>
              {PRIORITIES.map((one) => (
                <option key={one} value={one}>
                  {labelOf(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {concurrency !== null && (
          <Bounded
            label={text.batch.concurrency}
            bounds={concurrency}
            value={settings.maxConcurrent}
            onChange={(maxConcurrent) => set({ maxConcurrent })}
          />
        )}
        {timeout !== null && (
          <Bounded
            label={text.submit.timeout}
            bounds={timeout}
            value={settings.timeoutSeconds}
            onChange={(timeoutSeconds) => set({ timeoutSeconds })}
          />
        )}
        {isFile && (
          <Field label={text.submit.onInvalid}>
            {(props) => (
              <select
                {...props}
                className="input"
                value={settings.onInvalid}
                onChange={({ target }) => set({ onInvalid: target.value as OnInvalid })}
              >
                {(['refuse', 'skip', 'fail_items'] as const).map((one) => (
                  <option key={one} value={one}>
                    {text.submit.onInvalids[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {atomic !== null && (
          <label className="check">
            <input
              type="checkbox"
              checked={settings.atomic}
              onChange={({ target }) => set({ atomic: target.checked })}
            />
            {text.submit.atomic}
          </label>
        )}
      </div>
      <SchemaForm schema={kind.options_schema} values={settings.options} onChange={(options) => set({ options })} />
    </Panel>
  );
}

interface BoundedProps {
  readonly label: string;
  readonly bounds: { readonly default: number; readonly max: number };
  readonly value: number | undefined;
  onChange(value: number | undefined): void;
}

const Bounded = ({ label, bounds, value, onChange }: BoundedProps) => (
  <Field label={label} hint={text.form.between(1, bounds.max)}>
    {(props) => (
      <input
        {...props}
        className="input"
        type="number"
        min={1}
        max={bounds.max}
        placeholder={String(bounds.default)}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
      />
    )}
  </Field>
);
