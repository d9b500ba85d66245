import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, type Schema } from '../api/client';
import { queries, useRights, useSession } from '../api/session';
import { at, type Column, PagedTable } from '../parts/paged-table';
import { text } from '../text/text';
import { Confirm } from '../ui/confirm';
import { Button, Dialog, Field, Time } from '../ui/kit';
import { Secret } from '../ui/secret';
import { Fault, State } from '../ui/states';
import { say } from '../ui/toast';

type Key = Schema<'KeyView'>;

export default function Keys() {
  const { may, isAdmin } = useRights();
  const [isNew, setNew] = useState(false);
  const [ending, setEnding] = useState<Key>();
  const columns: readonly Column<Key>[] = [
    {
      head: text.keys.name,
      cell: ({ id, name }) => (
        <>
          {name}
          <div className="faint small">
            <code>{id}</code>
          </div>
        </>
      ),
    },
    { head: text.keys.scopes, cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    { head: text.keys.state, cell: (key) => <KeyState of={key} /> },
    ...(isAdmin ? [{ head: text.batches.ownerShort, cell: ({ user_id: user }: Key) => user, isNumber: true }] : []),
    { head: text.keys.expires, cell: ({ expires_at: at }) => <Time at={at} none={text.keys.never} /> },
    { head: text.keys.used, cell: ({ last_used_at: at }) => <Time at={at} none={text.keys.notYet} /> },
    {
      head: text.keys.actions,
      cell: (key) =>
        may('keys:write') &&
        key.revoked_at === null && (
          <Button small look="danger" onClick={() => setEnding(key)}>
            {text.keys.revoke}
          </Button>
        ),
    },
  ];
  return (
    <>
      <div className="title">
        <h1>{text.keys.title}</h1>
        {may('keys:write') && (
          <Button look="primary" icon="plus" onClick={() => setNew(true)}>
            {text.keys.make}
          </Button>
        )}
      </div>
      <PagedTable
        queryKey={['keys']}
        ask={(cursor, signal) => client.call('listKeys', { query: { limit: 50, ...at(cursor) }, signal })}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<State icon="key" title={text.keys.none} />}
      />
      {isNew && <NewKey onClose={() => setNew(false)} />}
      {ending !== undefined && <RevokeKey of={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

const Scopes = ({ scopes }: { readonly scopes: readonly string[] }) => (
  <div className="row tight">
    {scopes.map((scope) => (
      <span key={scope} className="pill plain">
        {scope}
      </span>
    ))}
  </div>
);

function KeyState({ of: { revoked_at: revoked, expires_at: expires } }: { readonly of: Key }) {
  if (revoked !== null) return <span className="pill revoked">{text.keys.revoked}</span>;
  if (expires !== null && Date.parse(expires) < Date.now())
    return <span className="pill warn">{text.keys.expired}</span>;
  return <span className="pill active">{text.keys.active}</span>;
}

function RevokeKey({ of: key, onClose }: { readonly of: Key; readonly onClose: () => void }) {
  const session = useSession().data;
  const revoke = useMutation({
    mutationFn: () => client.call('revokeKey', { path: { id: key.id } }),
    onSuccess: () => {
      say(text.keys.didRevoke);
      void queries.invalidateQueries({ queryKey: ['keys'] });
      if (session?.key.id === key.id) queries.setQueryData(['session'], null);
      onClose();
    },
  });
  return (
    <Confirm
      title={text.keys.revokeTitle(key.name)}
      word={text.keys.revoke}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{text.keys.revokeHint}</p>
      {session?.key.id === key.id && <p className="notice warn">{text.keys.own}</p>}
    </Confirm>
  );
}

const DAYS = [1, 7, 30, 90, 365];
/** Scopes of the service; those of modules from outside are given to keys by the API. */
const SCOPES = [
  'batch:read',
  'batch:write',
  'batch:delete',
  'contacts:read',
  'contacts:write',
  'url:read',
  'url:write',
  'company:read',
  'company:write',
  'profile:read',
  'profile:write',
  'operations:read',
  'operations:write',
  'operations:bulk_delete',
  'marketplace:read',
  'marketplace:write',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'admin',
] as const;
type Scope = (typeof SCOPES)[number];

function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { may } = useRights();
  const [name, setName] = useState('');
  const [days, setDays] = useState('30');
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(['batch:read']));
  const make = useMutation({
    mutationFn: () =>
      client.call('issueKey', {
        json: {
          name: name.trim(),
          scopes: [...scopes],
          ...(days === '' ? {} : { expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString() }),
        },
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (make.data !== undefined)
    return <Secret title={text.keys.made} hint={text.keys.madeHint} value={make.data.key} onClose={onClose} />;
  const toggle = (scope: Scope): void =>
    setScopes((now) => {
      const next = new Set(now);
      if (!next.delete(scope)) next.add(scope);
      return next;
    });
  return (
    <Dialog
      title={text.keys.make}
      // What is being made is shown once, here.
      closes={make.isPending ? 'by-button' : 'by-escape'}
      onClose={onClose}
      footer={
        <>
          <Button busy={make.isPending} onClick={onClose}>
            {text.back}
          </Button>
          <Button
            look="primary"
            busy={make.isPending}
            disabled={name.trim() === '' || scopes.size === 0}
            onClick={() => make.mutate()}
          >
            {text.keys.make}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field label={text.keys.name} hint={text.keys.nameHint}>
          {(props) => (
            <input
              {...props}
              className="input"
              maxLength={100}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label={text.keys.lasts}>
          {(props) => (
            <select {...props} className="input" value={days} onChange={({ target }) => setDays(target.value)}>
              {DAYS.map((n) => (
                <option key={n} value={n}>
                  {text.keys.days(n)}
                </option>
              ))}
              <option value="">{text.keys.never}</option>
            </select>
          )}
        </Field>
        <fieldset className="item-form">
          <legend>{text.keys.scopes}</legend>
          <div className="form-grid">
            {SCOPES.filter(may).map((scope) => (
              <label key={scope} className="check">
                <input type="checkbox" checked={scopes.has(scope)} onChange={() => toggle(scope)} />
                <code>{scope}</code>
              </label>
            ))}
          </div>
        </fieldset>
        <Fault error={make.error} />
      </div>
    </Dialog>
  );
}
