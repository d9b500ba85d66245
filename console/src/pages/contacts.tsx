import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client, type Schema } from '../api/client';
import { usePlace } from '../app/place';
import { FindBox } from '../parts/find-box';
import { at, PagedTable } from '../parts/paged-table';
import { text } from '../text/text';
import { Button, Code, Dialog, Time } from '../ui/kit';
import { State } from '../ui/states';

type Contact = Schema<'ContactView'>;

export default function Contacts() {
  const [place, change] = usePlace();
  const [shown, setShown] = useState<Contact>();
  const q = place['q'] ?? '';
  return (
    <>
      <div className="title">
        <h1>{text.contacts.title}</h1>
      </div>
      <FindBox label={text.contacts.find} value={q} onFind={(words) => change({ q: words || undefined })} />
      <PagedTable
        queryKey={['contacts', q]}
        ask={(cursor, signal) =>
          client.call('listContacts', {
            query: { limit: 50, ...(q === '' ? {} : { q }), ...at(cursor) },
            signal,
          })
        }
        keyOf={({ id }) => id}
        empty={
          <State icon="contact" title={text.contacts.none}>
            {text.contacts.noneHint}
          </State>
        }
        columns={[
          {
            head: text.contacts.name,
            cell: (contact) => (
              <>
                {contact.name ?? <code>{contact.id}</code>}
                <div className="faint small">{contact.email}</div>
              </>
            ),
          },
          {
            head: text.contacts.company,
            cell: ({ company, position }) => (
              <>
                {company ?? '–'}
                <div className="faint small">{position}</div>
              </>
            ),
          },
          { head: text.contacts.source, cell: ({ source }) => source ?? '–' },
          { head: text.contacts.score, cell: ({ score }) => score ?? '–', isNumber: true },
          { head: text.batch.priority, cell: ({ priority }) => priority, isNumber: true },
          {
            head: text.batch.one,
            cell: ({ batch_id: id }) =>
              id === null ? (
                '–'
              ) : (
                <Link to="/batches/$id" params={{ id }}>
                  <code>{id.slice(0, 8)}…</code>
                </Link>
              ),
          },
          { head: text.batches.created, cell: ({ created_at: created }) => <Time at={created} /> },
          {
            head: text.keys.actions,
            cell: (contact) => (
              <Button small onClick={() => setShown(contact)}>
                {text.show}
              </Button>
            ),
          },
        ]}
      />
      {shown !== undefined && (
        <Dialog drawer title={shown.name ?? shown.id} onClose={() => setShown(undefined)}>
          <Code value={shown} />
        </Dialog>
      )}
    </>
  );
}
