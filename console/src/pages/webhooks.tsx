import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { client, type Schema } from '../api/client';
import { queries, useRights } from '../api/session';
import { usePlace } from '../app/place';
import { atNumber, PagedTable } from '../parts/paged-table';
import { text } from '../text/text';
import { Confirm } from '../ui/confirm';
import { Button, Code, Dialog, Field, Panel, Status, Time } from '../ui/kit';
import { Secret } from '../ui/secret';
import { Answered, Fault, State } from '../ui/states';
import { say, sayFault } from '../ui/toast';

type Webhook = Schema<'WebhookView'>;
type Delivery = Schema<'DeliveryView'>;

const EVENTS = [
  'batch.started',
  'batch.progress',
  'batch.items_failed',
  'batch.items_flagged',
  'batch.completed',
  'batch.partial',
  'batch.failed',
  'batch.cancelled',
] as const;

const refresh = (): void => void queries.invalidateQueries({ queryKey: ['webhooks'] });

export default function Webhooks() {
  const { may } = useRights();
  const [place, change] = usePlace();
  const [isNew, setNew] = useState(false);
  const list = useQuery({
    queryKey: ['webhooks', 'list'],
    queryFn: ({ signal }) => client.call('listWebhooks', { signal }),
  });
  const chosen = list.data?.results.find(({ id }) => id === place['webhook']);
  return (
    <>
      <div className="title">
        <h1>{text.webhooks.title}</h1>
        {may('webhooks:write') && (
          <Button look="primary" icon="plus" onClick={() => setNew(true)}>
            {text.webhooks.make}
          </Button>
        )}
      </div>
      <Panel flush>
        <Answered query={list}>
          {({ results }) =>
            results.length === 0 ? (
              <State icon="webhook" title={text.webhooks.none}>
                {text.webhooks.noneHint}
              </State>
            ) : (
              <WebhookTable
                webhooks={results}
                chosen={chosen?.id}
                onChoose={(id) => change({ webhook: id === chosen?.id ? undefined : id })}
              />
            )
          }
        </Answered>
      </Panel>
      {chosen !== undefined && <Deliveries key={chosen.id} webhook={chosen} />}
      {isNew && <NewWebhook onClose={() => setNew(false)} />}
    </>
  );
}

interface WebhookTableProps {
  readonly webhooks: readonly Webhook[];
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}

function WebhookTable({ webhooks, chosen, onChoose }: WebhookTableProps) {
  const { may } = useRights();
  const test = useMutation({
    mutationFn: (id: string) => client.call('testWebhook', { path: { id } }),
    onSuccess: () => {
      say(text.webhooks.tested);
      refresh();
    },
    onError: sayFault,
  });
  const [ending, setEnding] = useState<Webhook>();
  return (
    <div className="table-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{text.webhooks.url}</th>
            <th>{text.webhooks.events}</th>
            <th>{text.keys.state}</th>
            <th>{text.batches.created}</th>
            <th>{text.keys.actions}</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <td>
                {webhook.url ?? text.webhooks.ofBatches}
                {webhook.description !== null && <div className="faint small">{webhook.description}</div>}
              </td>
              <td className="small">{webhook.events.map((event) => event.replace('batch.', '')).join(', ')}</td>
              <td>
                {webhook.disabled_at === null ? (
                  <span className="pill active">{text.keys.active}</span>
                ) : (
                  <span className="pill bad">{webhook.disabled_reason ?? text.webhooks.disabled}</span>
                )}
              </td>
              <td>
                <Time at={webhook.created_at} />
              </td>
              <td>
                <div className="row tight">
                  <Button small icon="log" onClick={() => onChoose(webhook.id)}>
                    {chosen === webhook.id ? text.close : text.webhooks.deliveries}
                  </Button>
                  {may('webhooks:write') && webhook.url !== null && (
                    <>
                      <Button small busy={test.isPending} onClick={() => test.mutate(webhook.id)}>
                        {text.webhooks.test}
                      </Button>
                      <Button small look="danger" onClick={() => setEnding(webhook)}>
                        {text.batch.delete}
                      </Button>
                    </>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending !== undefined && <DeleteWebhook webhook={ending} onClose={() => setEnding(undefined)} />}
    </div>
  );
}

function DeleteWebhook({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const remove = useMutation({
    mutationFn: () => client.webhooks.delete(webhook.id),
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  return (
    <Confirm
      title={text.webhooks.deleteTitle}
      word={text.batch.delete}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{text.webhooks.deleteHint(webhook.url ?? '')}</p>
    </Confirm>
  );
}

function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const { may } = useRights();
  const [shown, setShown] = useState<Delivery>();
  const again = useMutation({
    mutationFn: (delivery: number) =>
      client.call('redeliverWebhook', { path: { id: webhook.id, delivery: String(delivery) } }),
    onSuccess: () => {
      say(text.webhooks.redelivered);
      refresh();
    },
    onError: sayFault,
  });
  return (
    <>
      <h2>{text.webhooks.deliveriesOf(webhook.url ?? text.webhooks.ofBatches)}</h2>
      <PagedTable
        queryKey={['webhooks', webhook.id, 'deliveries']}
        ask={(cursor, signal) =>
          client.call('listWebhookDeliveries', {
            path: { id: webhook.id },
            query: { limit: 50, ...atNumber(cursor) },
            signal,
          })
        }
        keyOf={({ id }) => id}
        isMoving={({ status }) => status === 'pending'}
        empty={
          <State icon="log" title={text.webhooks.noDeliveries}>
            {text.webhooks.noDeliveriesHint}
          </State>
        }
        columns={[
          { head: text.webhooks.event, cell: ({ event }) => event },
          {
            head: text.batch.one,
            cell: ({ batch_id: id }) =>
              id === null ? (
                '–'
              ) : (
                <Link to="/batches/$id" params={{ id }}>
                  <code>{id}</code>
                </Link>
              ),
          },
          { head: text.keys.state, cell: ({ status }) => <Status value={status} /> },
          {
            head: text.webhooks.answer,
            cell: ({ response_status: status, error_code: code }) => code ?? status ?? '–',
          },
          { head: text.items.attempts, cell: ({ attempts }) => attempts, isNumber: true },
          { head: text.webhooks.last, cell: ({ last_attempt_at: last }) => <Time at={last} /> },
          {
            head: text.keys.actions,
            cell: (delivery) => (
              <div className="row tight">
                <Button small onClick={() => setShown(delivery)}>
                  {text.webhooks.payload}
                </Button>
                {may('webhooks:write') && delivery.status !== 'pending' && (
                  <Button small icon="retry" busy={again.isPending} onClick={() => again.mutate(delivery.id)}>
                    {text.webhooks.redeliver}
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
      {shown !== undefined && (
        <Dialog title={shown.event} onClose={() => setShown(undefined)}>
          <Code value={shown.payload} />
        </Dialog>
      )}
    </>
  );
}

type EventName = NonNullable<Schema<'NewWebhook'>['events']>[number];

function NewWebhook({ onClose }: { readonly onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly EventName[]>(['batch.completed', 'batch.partial', 'batch.failed']);
  const make = useMutation({
    mutationFn: () => client.call('registerWebhook', { json: { url, events: [...events] } }),
    onSuccess: refresh,
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data !== undefined)
    return <Secret title={text.webhooks.made} hint={text.webhooks.secret} value={make.data.secret} onClose={onClose} />;
  return (
    <Dialog title={text.webhooks.make} closes={make.isPending ? 'by-button' : 'by-escape'} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label={text.webhooks.url}>
          {(props) => (
            <input
              {...props}
              className="input"
              type="url"
              required
              value={url}
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
        <fieldset className="item-form">
          <legend>{text.webhooks.events}</legend>
          <div className="form-grid">
            {EVENTS.map((name) => (
              <label key={name} className="check">
                <input
                  type="checkbox"
                  checked={events.includes(name)}
                  onChange={({ target }) =>
                    setEvents(target.checked ? [...events, name] : events.filter((other) => other !== name))
                  }
                />
                <code>{name}</code>
              </label>
            ))}
          </div>
        </fieldset>
        <Fault error={make.error} />
        <div className="row">
          <Button type="submit" look="primary" busy={make.isPending} disabled={events.length === 0}>
            {text.webhooks.make}
          </Button>
          <Button busy={make.isPending} onClick={onClose}>
            {text.back}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
