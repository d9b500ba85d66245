import type { JsonBody } from 'batchwright-client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, type Schema } from '../api/client';
import { useRequestKey } from '../api/request-key';
import { useRights, useSession } from '../api/session';
import { usePlace } from '../app/place';
import { toggled } from '../parts/chosen';
import { at, type Column, PagedTable } from '../parts/paged-table';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Button, Field, Panel, Tabs, Time } from '../ui/kit';
import { Answered, Fault, State } from '../ui/states';

type Order = Schema<'Order'>;
type Professional = Schema<'Professional'>;
type Service = Schema<'Service'>;
type TemplateName = JsonBody<'submitOperationTemplate'>['template'];
type Table = 'orders' | 'professionals' | 'services';

/** Most rows of one batch. */
const MOST = 50;

/** The marketplace's rows; those that are chosen are changed by one batch. */
export default function Operations() {
  const [place, change] = usePlace();
  const table: Table =
    (['orders', 'professionals', 'services'] as const).find((one) => one === place['table']) ?? 'orders';
  return (
    <>
      <div className="title">
        <h1>{text.operations.title}</h1>
      </div>
      <Tabs
        label={text.operations.tables}
        tabs={[
          ['orders', text.operations.orders],
          ['professionals', text.operations.professionals],
          ['services', text.operations.services],
        ]}
        chosen={table}
        onChoose={(name) => change({ table: name })}
      />
      <Rows key={table} table={table} />
    </>
  );
}

/**
 * The rows of one table. Another table makes it anew: neither rows nor the change chosen in one are meant for another.
 */
function Rows({ table }: { readonly table: Table }) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const { may } = useRights();
  const isFull = chosen.size >= MOST;
  const tick: Column<{ readonly id: number }> = {
    head: text.batches.choose,
    cell: ({ id }) => (
      <input
        type="checkbox"
        className="tick"
        aria-label={text.operations.chooseRow(id)}
        checked={chosen.has(id)}
        disabled={isFull && !chosen.has(id)}
        onChange={() => setChosen((now) => toggled(now, id, MOST) ?? now)}
      />
    ),
  };
  return (
    <>
      {may('operations:write') && <ChangeRows table={table} chosen={[...chosen]} most={isFull ? MOST : undefined} />}
      {table === 'orders' && <Orders tick={tick} />}
      {table === 'professionals' && <Professionals tick={tick} />}
      {table === 'services' && <Services tick={tick} />}
    </>
  );
}

interface RowsProps {
  readonly tick: Column<{ readonly id: number }>;
}

const none = <State icon="operation" title={text.operations.none} />;

function Orders({ tick }: RowsProps) {
  const language = useLanguage();
  return (
    <PagedTable<Order>
      queryKey={['marketplace', 'orders']}
      ask={(cursor, signal) => client.call('listOrders', { query: { limit: 50, ...at(cursor) }, signal })}
      keyOf={({ id }) => id}
      empty={none}
      columns={[
        tick,
        { head: text.operations.id, cell: ({ id }) => id, isNumber: true },
        { head: text.operations.status, cell: ({ status }) => labelOf(status, language) },
        { head: text.operations.price, cell: ({ price }) => price, isNumber: true },
        { head: text.operations.notes, cell: ({ notes }) => notes },
        { head: text.operations.client, cell: ({ client_id: id }) => id, isNumber: true },
        { head: text.profiles.updated, cell: ({ updated_at: updated }) => <Time at={updated} /> },
      ]}
    />
  );
}

const yesNo = (is: boolean) => (is ? text.yes : text.no);

const Professionals = ({ tick }: RowsProps) => (
  <PagedTable<Professional>
    queryKey={['marketplace', 'professionals']}
    ask={(cursor, signal) => client.call('listProfessionals', { query: { limit: 50, ...at(cursor) }, signal })}
    keyOf={({ id }) => id}
    empty={none}
    columns={[
      tick,
      { head: text.operations.id, cell: ({ id }) => id, isNumber: true },
      { head: text.operations.headline, cell: ({ headline }) => headline },
      { head: text.operations.approved, cell: ({ is_approved: is }) => yesNo(is) },
      { head: text.operations.verified, cell: ({ is_verified: is }) => yesNo(is) },
    ]}
  />
);

const Services = ({ tick }: RowsProps) => (
  <PagedTable<Service>
    queryKey={['marketplace', 'services']}
    ask={(cursor, signal) => client.call('listServices', { query: { limit: 50, ...at(cursor) }, signal })}
    keyOf={({ id }) => id}
    empty={none}
    columns={[
      tick,
      { head: text.operations.id, cell: ({ id }) => id, isNumber: true },
      { head: text.users.name, cell: ({ name }) => name },
      { head: text.operations.price, cell: ({ price }) => price, isNumber: true },
      { head: text.operations.active, cell: ({ is_active: is }) => yesNo(is) },
    ]}
  />
);

const TEMPLATES_OF: Readonly<Record<Table, readonly string[]>> = {
  orders: ['confirm_orders', 'start_orders', 'complete_orders', 'cancel_orders', 'delete_orders'],
  professionals: ['approve_professionals', 'verify_professionals', 'suspend_professionals'],
  services: ['show_services', 'hide_services'],
};

/** Changes that a role can never make (docs/reference/rights.md); the service refuses them row by row in any case. */
const NEVER: Readonly<Record<string, RegExp>> = {
  client: /^(confirm|start|complete|approve|verify|suspend|delete|show|hide)_/,
  professional: /^(approve|verify|suspend|delete)_/,
};

interface ChangeRowsProps {
  readonly table: Table;
  readonly chosen: readonly number[];
  /** Most rows of one batch, when as many are chosen. */
  readonly most: number | undefined;
}

function ChangeRows({ table, chosen, most }: ChangeRowsProps) {
  const { may } = useRights();
  const role = useSession().data?.user.role;
  const navigate = useNavigate();
  const [template, setTemplate] = useState('');
  const [isAtomic, setAtomic] = useState(false);
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => client.call('listOperationTemplates', { signal }),
    staleTime: 300_000,
  });
  const key = useRequestKey();
  const send = useMutation({
    mutationFn: (template: TemplateName) =>
      client.operations.submitTemplate(
        { template, resource_ids: [...chosen], ...(isAtomic ? { atomic: true } : {}) },
        { idempotencyKey: key.for(template, chosen.join(), isAtomic) },
      ),
    onSuccess: ({ batch_id: id }) => {
      key.renew();
      if (id !== null) void navigate({ to: '/batches/$id', params: { id: String(id) } });
    },
  });
  return (
    <Panel title={text.operations.change}>
      <Answered query={templates} rows={2}>
        {({ results }) => {
          const open = results.filter(
            ({ name }) =>
              TEMPLATES_OF[table].includes(name) &&
              NEVER[role ?? '']?.test(name) !== true &&
              (name !== 'delete_orders' || may('operations:bulk_delete')),
          );
          const picked = open.find(({ name }) => name === template);
          return (
            <div className="stack">
              <Field label={text.operations.template} hint={picked?.description ?? text.operations.templateHint}>
                {(props) => (
                  <select
                    {...props}
                    className="input"
                    value={picked?.name ?? ''}
                    onChange={({ target }) => setTemplate(target.value)}
                  >
                    <option value="">{text.form.choose}</option>
                    {open.map(({ name }) => (
                      <option key={name} value={name}>
                        {labelOf(name)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <div className="row">
                <label className="check">
                  <input type="checkbox" checked={isAtomic} onChange={({ target }) => setAtomic(target.checked)} />
                  {text.submit.atomic}
                </label>
                <Button
                  look={picked?.name === 'delete_orders' ? 'danger' : 'primary'}
                  busy={send.isPending}
                  disabled={picked === undefined || chosen.length === 0}
                  onClick={() => picked !== undefined && send.mutate(picked.name as TemplateName)}
                >
                  {text.operations.send(chosen.length)}
                </Button>
                <span className="soft small" role="status">
                  {most !== undefined && text.operations.most(most)}
                </span>
              </div>
              <Fault error={send.error} />
            </div>
          );
        }}
      </Answered>
    </Panel>
  );
}
