// The verbs of the Python client that are one operation each: signature, request and type from the OpenAPI document.
import { docstring, folded, pascal, WIDTH } from './python-text.mjs';

/** By class: its docstring, and the operation of each method. */
const SECTIONS = {
  BatchCalls: [
    'What can be done with batches by one request.',
    {
      list: 'listBatches',
      get: 'getBatch',
      update: 'updateBatch',
      delete: 'deleteBatch',
      items_page: 'listBatchItems',
      item: 'getBatchItem',
      pause: 'pauseBatch',
      resume: 'resumeBatch',
      cancel: 'cancelBatch',
      retry: 'retryBatch',
      parts: 'listParts',
      import_report: 'getBatchImport',
      search: 'searchBatches',
      stats: 'getStats',
    },
  ],
  Actions: [
    'Actions on many batches at once.',
    { start: 'startBatchAction', list: 'listBatchActions', get: 'getBatchAction', cancel: 'cancelBatchAction' },
  ],
  Kinds: [
    'What each kind of batches is: limits, JSON Schema of items and options, columns of files.',
    { list: 'listKinds', get: 'getKind' },
  ],
  Keys: ['API keys.', { issue: 'issueKey', list: 'listKeys', revoke: 'revokeKey' }],
  Webhooks: [
    'Endpoints that are told about batches; ``verify_webhook`` verifies what they get.',
    {
      register: 'registerWebhook',
      list: 'listWebhooks',
      delete: 'deleteWebhook',
      rotate_secret: 'rotateWebhookSecret',
      deliveries: 'listWebhookDeliveries',
      redeliver: 'redeliverWebhook',
      test: 'testWebhook',
    },
  ],
  Operations: [
    'Operations on the marketplace by their own routes.',
    {
      submit: 'submitOperations',
      get: 'getOperationBatch',
      history: 'listOperationBatches',
      stats: 'getOperationStats',
      templates: 'listOperationTemplates',
      submit_template: 'submitOperationTemplate',
    },
  ],
  Contacts: [
    'Contacts by their own routes.',
    {
      insert: 'insertContacts',
      list: 'listContacts',
      get: 'getContact',
      update: 'updateContact',
      erase: 'eraseContact',
      erase_many: 'eraseContacts',
    },
  ],
  Urls: [
    'URL analysis by its own routes.',
    {
      start: 'startUrlJob',
      progress: 'getUrlJobProgress',
      jobs: 'listUrlJobs',
      results: 'getUrlJobResults',
      cancel: 'cancelUrlJob',
      history: 'getUrlHistory',
      compare: 'compareUrlJobs',
      queue_status: 'getUrlQueueStatus',
      analytics: 'getUrlAnalytics',
    },
  ],
  CompanyCalls: [
    'Company extraction by its own routes.',
    {
      extract: 'extractCompany',
      submit: 'submitCompanies',
      status: 'getCompanyBatchStatus',
      results: 'getCompanyBatchResults',
      spending: 'getCompanyBatchSpending',
      pause: 'pauseCompanyBatch',
      resume: 'resumeCompanyBatch',
      cancel: 'cancelCompanyBatch',
      retry: 'retryCompanyBatch',
      delete: 'deleteCompanyBatch',
      stats: 'getCompanyStats',
    },
  ],
  Profiles: [
    'Profiles by their own routes.',
    {
      submit: 'submitProfiles',
      batch: 'getProfileBatch',
      list: 'listProfiles',
      get: 'getProfile',
      erase: 'eraseProfile',
      search: 'searchProfiles',
      search_companies: 'searchCompanies',
      analytics: 'getProfileAnalytics',
    },
  ],
};

/** POST that names a state to reach, or changes nothing: it may be repeated. */
const REPEATABLE = /^(pause|resume|cancel|search)/;
/** Without a body it means the default. */
const WITH_DEFAULT_BODY = ['retryBatch', 'retryCompanyBatch'];
/**
 * Seconds for an answer that comes when the work is done: those of the service, and 15 s. PROFILE_WAIT_SECONDS is 120.
 */
const TIMEOUTS = { extractCompany: '(body.get("timeout_seconds") or 60) + 15', submitProfiles: '135' };
/** Parameters of routes that give a file, which `download` and `export` are for. */
const OF_FILES = ['retryBatch', 'getCompanyBatchResults'];
const FILE_PARAMETERS = ['mapping', 'format', 'encoding', 'delimiter', 'sheet', 'on_invalid', 'download'];
const WHOLE_NUMBERS = ['part', 'index'];

/** The text of sections.py in its asynchronous form. */
export function sections(document, types) {
  const operations = new Map(
    Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => [operation.operationId, operation]),
    ),
  );
  const classes = Object.entries(SECTIONS).map(([name, [text, verbs]]) => {
    const methods = Object.entries(verbs).map(([verb, id]) => method(verb, id, operations.get(id), types));
    return `class Async${name}(AsyncSection):\n${docstring(text, '    ')}\n${methods.join('\n')}`;
  });
  const text = classes.join('\n\n');
  const used = ['Any', 'Dict', 'List', 'Literal', 'Optional', 'Union'].filter(
    (name) => text.includes(`${name}[`) || RegExp(`\\b${name}\\b[^\\[]`).test(text.replace(/"""[^]*?"""/g, '')),
  );
  return `"""The verbs that are one request each.

Written by \`npm run client-types\` from the OpenAPI document; not by hand.
"""

from __future__ import annotations

from datetime import datetime
from typing import ${used.join(', ')}

from .. import models as m
from .._requests import keyed, operation
from ._sender import AsyncSender


class AsyncSection:
    """What has a sender."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender


${text}`;
}

/** One verb. */
function method(verb, id, operation, types) {
  if (operation === undefined) throw new Error(`The document has no operation ${id}.`);
  const { parameters, request } = input(id, operation, types);
  const answer = answerOf(operation, types);
  const signature = signatureOf(verb, parameters, answer);
  const call = callOf(id, request);
  const send =
    answer === 'None'
      ? `        await self._sender.json(request)\n`
      : `        answer: ${answer} = await self._sender.json(request)\n        return answer\n`;
  return `    ${signature}\n${docstring(textOf(operation), '        ')}${call}${send}`;
}

/** Parameters of a method, and what they become in the request. */
function input(id, operation, types) {
  const all = operation.parameters ?? [];
  const inPath = all.filter((one) => one.in === 'path');
  const positional = inPath.map(({ name }) => {
    const own = inPath.length === 1 && name !== 'kind' ? 'id' : name;
    const type = WHOLE_NUMBERS.includes(name) ? 'int' : id === 'getOperationBatch' ? 'Union[int, str]' : 'str';
    return { key: name, own, text: `${own}: ${type}` };
  });
  const isGiven = ({ name }) => !(OF_FILES.includes(id) && FILE_PARAMETERS.includes(name));
  const query = all
    .filter((one) => one.in === 'query' && isGiven(one))
    .map(({ name, schema, required }) => ({ name, required: required === true, type: queryType(schema, types) }));
  const headers = new Set(all.filter((one) => one.in === 'header').map(({ name }) => name));
  const json = operation.requestBody?.content['application/json']?.schema;
  const hasDefault = WITH_DEFAULT_BODY.includes(id);
  const body = json === undefined ? [] : [bodyText(qualified(types.of(json, pascal(`${id}Body`))), hasDefault)];
  const named = [
    ...query.filter((one) => !one.required).map(({ name, type }) => `${name}: Optional[${type}] = None`),
    ...(headers.has('Prefer') ? ['respond_async: bool = False'] : []),
    ...(headers.has('Idempotency-Key') ? ['idempotency_key: Optional[str] = None'] : []),
    'timeout: Optional[float] = None',
  ];
  const needed = query.filter(({ required }) => required).map(({ name, type }) => `${name}: ${type}`);
  const parameters = ['self', ...positional.map(({ text }) => text), ...body, ...needed, '*', ...named];
  return {
    parameters,
    request: [
      ...dictionary(
        'path',
        positional.map(({ key, own }) => [key, own]),
      ),
      ...dictionary(
        'query',
        query.map(({ name }) => [name, name]),
      ),
      ...(json === undefined ? [] : [hasDefault ? 'json_body=body or {}' : 'json_body=body']),
      ...headersOf(headers),
      ...(REPEATABLE.test(id) || headers.has('Idempotency-Key') ? ['is_repeatable=True'] : []),
      ...(TIMEOUTS[id] === undefined ? [] : [`answer_time=${TIMEOUTS[id]}`]),
      'timeout=timeout',
    ],
  };
}

const bodyText = (type, hasDefault) => (hasDefault ? `body: Optional[${type}] = None` : `body: ${type}`);

function headersOf(headers) {
  const parts = [];
  if (headers.has('Prefer')) parts.push('**({"Prefer": "respond-async"} if respond_async else {})');
  if (headers.has('Idempotency-Key')) parts.push('**keyed(idempotency_key)');
  return parts.length === 0
    ? []
    : [
        parts.length === 1 && !headers.has('Prefer')
          ? 'headers=keyed(idempotency_key)'
          : `headers={${parts.join(', ')}}`,
      ];
}

const dictionary = (name, entries) =>
  entries.length === 0 ? [] : [`${name}={${entries.map(([key, value]) => `"${key}": ${value}`).join(', ')}}`];

/** Names of the models, as the module of the sections sees them. */
const qualified = (type) =>
  type.replace(/"[^"]*"|\b[A-Z]\w*\b/g, (name) =>
    /^"|^(Any|Dict|List|Literal|Optional|Union)$/.test(name) ? name : `m.${name}`,
  );

function queryType(schema, types) {
  if (schema.format === 'date-time') return 'Union[str, datetime]';
  return qualified(types.of({ ...schema, nullable: false }, 'Query'));
}

/** The type of what the operation answers when it succeeds. */
function answerOf({ responses }, types) {
  const found = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, { content }]) => content?.['application/json']?.schema)
    .map((schema) => (schema === undefined ? 'None' : qualified(types.of(firstOf(schema), 'Answer'))));
  const each = [...new Set(found)];
  return each.length === 1 ? each[0] : `Union[${each.join(', ')}]`;
}

/** Results of companies come as the plain list only as a download. */
const firstOf = (schema) => (schema.oneOf?.[0].$ref === undefined ? schema : schema.oneOf[0]);

const textOf = ({ summary = '', description = '' }) => {
  const text = (summary || description).replace(/\s+/g, ' ').trim().replaceAll('\\', '\\\\');
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

function signatureOf(verb, parameters, answer) {
  const line = `async def ${verb}(${parameters.join(', ')}) -> ${answer}:`;
  if (line.length + 4 <= WIDTH) return line;
  return `async def ${verb}(\n${parameters.map((one) => parameter(one)).join('')}    ) -> ${answer}:`;
}

/** One parameter on lines of its own. */
function parameter(text) {
  const [, own, value = ''] = /^(.*?)( = None)?$/.exec(text);
  if (own.length + value.length + 9 <= WIDTH) return `        ${text},\n`;
  return folded(`${own}${value},`, '        ');
}

const callOf = (id, request) => folded(`request = operation(${[`"${id}"`, ...request].join(', ')})`, '        ');
