import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { client, type Schema } from '../api/client';
import { queries } from '../api/session';
import { atNumber, PagedTable } from '../parts/paged-table';
import { text } from '../text/text';
import { Button, Dialog, Field, Time } from '../ui/kit';
import { Fault, State } from '../ui/states';
import { say } from '../ui/toast';

type User = Schema<'UserView'>;
const ROLES = ['client', 'professional', 'staff', 'admin'] as const;

export default function Users() {
  const [changing, setChanging] = useState<User | 'new'>();
  return (
    <>
      <div className="title">
        <h1>{text.users.title}</h1>
        <Button look="primary" icon="plus" onClick={() => setChanging('new')}>
          {text.users.make}
        </Button>
      </div>
      <PagedTable
        queryKey={['users']}
        ask={(cursor, signal) => client.call('listUsers', { query: { limit: 50, ...atNumber(cursor) }, signal })}
        keyOf={({ id }) => id}
        empty={<State icon="users" title={text.users.none} />}
        columns={[
          { head: text.users.id, cell: ({ id }) => id, isNumber: true },
          {
            head: text.users.name,
            cell: ({ name, email }) => (
              <>
                {name}
                <div className="faint small">{email}</div>
              </>
            ),
          },
          { head: text.users.role, cell: ({ role }) => text.users.roles[role] },
          {
            head: text.keys.state,
            cell: ({ is_active: isActive }) => (
              <span className={isActive ? 'pill active' : 'pill'}>
                {isActive ? text.users.active : text.users.inactive}
              </span>
            ),
          },
          { head: text.batches.created, cell: ({ created_at: created }) => <Time at={created} /> },
          {
            head: text.keys.actions,
            cell: (user) => (
              <Button small icon="edit" onClick={() => setChanging(user)}>
                {text.users.change}
              </Button>
            ),
          },
        ]}
      />
      {changing !== undefined && (
        <UserDialog user={changing === 'new' ? undefined : changing} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

function UserDialog({ user, onClose }: { readonly user: User | undefined; readonly onClose: () => void }) {
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [role, setRole] = useState<User['role']>(user?.role ?? 'client');
  const [isActive, setActive] = useState(user?.is_active ?? true);
  const store = useMutation({
    mutationFn: () =>
      user === undefined
        ? client.call('createUser', { json: { name, email, role } })
        : client.call('updateUser', {
            path: { id: String(user.id) },
            json: { name, email, role, is_active: isActive },
          }),
    onSuccess: () => {
      say(text.users.stored);
      void queries.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    store.mutate();
  };
  return (
    <Dialog title={user === undefined ? text.users.make : text.users.change} closes="by-escape" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label={text.users.name}>
          {(props) => (
            <input
              {...props}
              className="input"
              required
              maxLength={200}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label={text.users.email}>
          {(props) => (
            <input
              {...props}
              className="input"
              type="email"
              required
              maxLength={254}
              value={email}
              onChange={({ target }) => setEmail(target.value)}
            />
          )}
        </Field>
        <Field label={text.users.role}>
          {(props) => (
            <select
              {...props}
              className="input"
              value={role}
              onChange={({ target }) => setRole(target.value as User['role'])}
            >
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {text.users.roles[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {user !== undefined && (
          <label className="check">
            <input type="checkbox" checked={isActive} onChange={({ target }) => setActive(target.checked)} />
            {text.users.activeHint}
          </label>
        )}
        <Fault error={store.error} />
        <div className="row">
          <Button type="submit" look="primary" busy={store.isPending}>
            {text.save}
          </Button>
          <Button onClick={onClose}>{text.back}</Button>
        </div>
      </form>
    </Dialog>
  );
}
