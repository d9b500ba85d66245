import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client';
import { queries, useRights } from '../api/session';
import { usePlace } from '../app/place';
import { FindBox } from '../parts/find-box';
import { at, PagedTable } from '../parts/paged-table';
import { text } from '../text/text';
import { percent } from '../ui/format';
import { Button, Choice, Code, Dialog, Facts, Time } from '../ui/kit';
import { Answered, Fault, State } from '../ui/states';
import { say } from '../ui/toast';

const ROLES = ['CTO', 'CIO', 'CISO'] as const;

export default function Profiles() {
  const [place, change] = usePlace();
  const { q = '', profile } = place;
  const role = ROLES.find((one) => one === place['role']);
  return (
    <>
      <div className="title">
        <h1>{text.profiles.title}</h1>
      </div>
      <div className="filters">
        <FindBox label={text.profiles.find} value={q} onFind={(words) => change({ q: words || undefined })} />
        <Choice
          label={text.profiles.role}
          value={role}
          options={ROLES.map((one) => [one, one] as const)}
          onChange={(one) => change({ role: one }, true)}
        />
      </div>
      <PagedTable
        queryKey={['profiles', q, role]}
        ask={(cursor, signal) =>
          client.call('listProfiles', {
            query: {
              limit: 50,
              ...(q === '' ? {} : { q }),
              ...(role === undefined ? {} : { role }),
              ...at(cursor),
            },
            signal,
          })
        }
        keyOf={({ id }) => id}
        empty={
          <State icon="profile" title={text.profiles.none}>
            {text.profiles.noneHint}
          </State>
        }
        columns={[
          {
            head: text.profiles.name,
            cell: ({ name, url }) => (
              <>
                {name ?? '–'}
                <div className="faint small">{url}</div>
              </>
            ),
          },
          { head: text.profiles.position, cell: ({ position }) => position ?? '–' },
          {
            head: text.profiles.role,
            cell: ({ suggested_role: suggested, role_match: match }) => (
              <>
                {suggested} <span className="faint small">{match.match}</span>
              </>
            ),
          },
          { head: text.profiles.updated, cell: ({ updated_at: updated }) => <Time at={updated} /> },
          {
            head: text.keys.actions,
            cell: ({ id }) => (
              <Button small onClick={() => change({ profile: id })}>
                {text.show}
              </Button>
            ),
          },
        ]}
      />
      {profile !== undefined && <ProfileDrawer id={profile} onClose={() => change({ profile: undefined })} />}
    </>
  );
}

function ProfileDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { may } = useRights();
  const [isErasing, setErasing] = useState(false);
  const profile = useQuery({
    queryKey: ['profiles', 'one', id],
    queryFn: ({ signal }) => client.call('getProfile', { path: { id }, signal }),
  });
  return (
    <Dialog
      drawer
      title={profile.data?.name ?? text.profiles.one}
      onClose={onClose}
      footer={
        may('profile:write') && (
          <Button look="danger" icon="trash" onClick={() => setErasing(true)}>
            {text.profiles.erase}
          </Button>
        )
      }
    >
      <Answered query={profile}>
        {(data) => (
          <div className="stack">
            <Facts
              facts={[
                [text.profiles.position, data.position ?? '–'],
                [text.profiles.location, data.location ?? '–'],
                [text.profiles.role, `${data.suggested_role}: ${data.role_match.match}`],
                [text.provenance.confidence, percent(data.role_match.confidence * 100)],
              ]}
            />
            {data.about !== null && <p>{data.about}</p>}
            {(['experience', 'education', 'certifications', 'companies', 'provenance'] as const).map((part) => (
              <section key={part} className="stack tight">
                <h3>{text.profiles.parts[part]}</h3>
                <Code value={data[part]} />
              </section>
            ))}
          </div>
        )}
      </Answered>
      {isErasing && (
        <EraseDialog id={id} name={profile.data?.name ?? id} onClose={() => setErasing(false)} onDone={onClose} />
      )}
    </Dialog>
  );
}

interface EraseProps {
  readonly id: string;
  readonly name: string;
  onClose(): void;
  onDone(): void;
}

/** Erasure takes back everything that is stored of a person; the name is typed, so that it is never by accident. */
function EraseDialog({ id, name, onClose, onDone }: EraseProps) {
  const [typed, setTyped] = useState('');
  const erase = useMutation({
    mutationFn: () => client.call('eraseProfile', { path: { id } }),
    onSuccess: ({ profiles, results }) => {
      say(text.profiles.erased(profiles, results));
      void queries.invalidateQueries({ queryKey: ['profiles'] });
      onDone();
    },
  });
  return (
    <Dialog
      title={text.profiles.eraseTitle(name)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.back}</Button>
          <Button
            look="danger"
            busy={erase.isPending}
            disabled={typed.trim() !== name.trim()}
            onClick={() => erase.mutate()}
          >
            {text.profiles.erase}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{text.profiles.eraseHint}</p>
        <label className="field">
          <span className="label">{text.profiles.typeName(name)}</span>
          <input className="input" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </label>
        <Fault error={erase.error} />
      </div>
    </Dialog>
  );
}
