import type { Page } from 'playwright-core';
import type { World } from './world.js';

/** A page or a state of one, how to come to it and by what one knows that it is there. */
export interface PageToShow {
  readonly name: string;
  readonly path: string | ((world: World) => string);
  /** A text that shows that the page is whole. */
  readonly wait: string;
  readonly act?: {
    readonly before?: (page: Page) => Promise<unknown>;
    readonly after?: (page: Page) => Promise<unknown>;
  };
  /** Nobody is signed in. */
  readonly isOut?: boolean;
  /** The documentation shows it, in these colours. */
  readonly inDocs?: 'light' | 'dark';
  /** The whole height of the page instead of what is in sight. */
  readonly isWhole?: boolean;
}

const batch =
  (kind: string, rest = '') =>
  (world: World): string =>
    `/batches/${world.ended[kind] ?? ''}${rest}`;

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

/** Answers of the API that never come, or come as an error. */
const withhold = (page: Page): Promise<unknown> => page.route('**/api/v1/batches?*', () => undefined);
const fail = (page: Page): Promise<unknown> =>
  page.route('**/api/v1/batches?*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error_code: 'DATABASE_UNAVAILABLE',
        message: 'The database cannot be reached; try again shortly.',
        details: {},
        trace_id: '5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d',
        timestamp: '2026-01-01T00:00:00.000Z',
      }),
    }),
  );
const empty = (page: Page): Promise<unknown> =>
  page.route('**/api/v1/batches?*', (route) => route.fulfill({ json: { results: [], next_cursor: null, total: 0 } }));
const cutOff = (page: Page): Promise<unknown> => page.route('**/api/v1/batches?*', (route) => route.abort());

export const PAGES: readonly PageToShow[] = [
  { name: 'overview', path: '/', wait: 'Failures by cause', inDocs: 'light', isWhole: true },
  { name: 'batches', path: '/batches', wait: 'Partner sites', inDocs: 'light' },
  {
    name: 'batches-chosen',
    path: '/batches?kind=contact_analysis',
    wait: 'CRM import',
    act: { after: (page) => page.getByText('Choose all shown').click() },
  },
  { name: 'batches-no-match', path: '/batches?q=nothing-of-this-name', wait: 'No batch matches' },
  { name: 'batches-empty', path: '/batches', wait: 'No batches yet', act: { before: empty } },
  { name: 'batches-error', path: '/batches', wait: 'The database cannot be reached', act: { before: fail } },
  { name: 'batches-slow', path: '/batches', wait: 'takes longer than usual', act: { before: withhold } },
  { name: 'batches-cut-off', path: '/batches', wait: 'cannot be reached', act: { before: cutOff } },
  { name: 'batch-running', path: ({ running }) => `/batches/${running}`, wait: 'Ends, by estimate', inDocs: 'dark' },
  { name: 'batch-ended', path: batch('contact_analysis'), wait: 'Retry failed' },
  { name: 'batch-item', path: batch('url_analysis', '?item=3'), wait: 'Item 3' },
  { name: 'batch-company', path: batch('company_extraction', '?item=0'), wait: 'Said by', inDocs: 'light' },
  {
    name: 'batch-edit',
    path: batch('contact_analysis', '?state=failed'),
    wait: 'DUPLICATE_ID',
    act: {
      after: async (page) => {
        await page.getByText('DUPLICATE_ID').locator('visible=true').first().click();
        await press('Edit and retry')(page);
      },
    },
  },
  { name: 'batch-export', path: batch('contact_analysis'), wait: 'Retry failed', act: { after: press('Export') } },
  { name: 'batch-delete', path: batch('contact_analysis'), wait: 'Retry failed', act: { after: press('Delete') } },
  { name: 'batch-no-item', path: batch('contact_analysis', '?q=nothing-of-this-kind'), wait: 'No item matches' },
  { name: 'batch-about', path: batch('url_analysis', '?tab=about'), wait: 'Options' },
  { name: 'batch-none', path: '/batches/999999999', wait: 'no such' },
  { name: 'submit', path: '/submit', wait: 'URL analysis' },
  {
    name: 'submit-lines',
    path: '/submit?kind=url_analysis',
    wait: 'one a line',
    inDocs: 'light',
    isWhole: true,
    act: {
      after: async (page) => {
        await page
          .getByRole('textbox', { name: 'one a line' })
          .fill('https://example.com/\nhttps://example.com/?utm_source=x\nnot a url');
        await page.getByText('will run').waitFor();
      },
    },
  },
  { name: 'submit-form', path: '/submit?kind=operations', wait: 'Another item', isWhole: true },
  { name: 'submit-file', path: '/submit?kind=contact_analysis', wait: 'Items', act: { after: fileTab }, isWhole: true },
  { name: 'search', path: '/search?find=DUPLICATE_ID', wait: 'Found' },
  { name: 'urls', path: '/urls', wait: 'Demo pages' },
  {
    name: 'url-report',
    path: (world) => `/urls?job=${world.ended['url_analysis'] ?? ''}&url=0`,
    wait: 'Good from',
    inDocs: 'light',
  },
  { name: 'companies', path: '/companies', wait: 'last 30 days' },
  { name: 'companies-found', path: '/companies?q=software', wait: 'Likeness' },
  { name: 'profiles', path: '/profiles', wait: 'Position' },
  { name: 'contacts', path: '/contacts', wait: 'Example Ltd' },
  { name: 'operations', path: '/operations', wait: 'Change the chosen rows' },
  { name: 'webhooks', path: '/webhooks', wait: 'hooks.example.com' },
  { name: 'keys', path: '/keys', wait: 'dashboards' },
  { name: 'keys-new', path: '/keys', wait: 'dashboards', act: { after: press('New key') } },
  { name: 'users', path: '/users', wait: 'Administrator' },
  { name: 'health', path: '/health', wait: 'Connections' },
  { name: 'not-found', path: '/nowhere', wait: 'no such page' },
  { name: 'sign-in', path: '/sign-in', wait: 'API key', isOut: true },
];

async function fileTab(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'File or paste' }).click();
  await page.getByLabel('Or paste rows').fill('Id;Name;E-mail\nc-1;Ana;ana@example.com\n;Nobody;\n');
  await page.getByLabel('Or paste rows').blur();
  await page.getByText('will run').waitFor();
}

/** Leads a page to what is to be shown, and waits until it is there. */
export async function showPage(page: Page, world: World, { path, wait, act, isOut }: PageToShow): Promise<void> {
  await page.unrouteAll();
  if (isOut === true) await page.context().clearCookies();
  if (act?.before !== undefined) await act.before(page);
  await page.goto(`${world.url}/console${typeof path === 'string' ? path : path(world)}`);
  // On a narrow screen the list of pages has the same words, out of sight.
  await page.getByText(wait).locator('visible=true').first().waitFor();
  if (act?.after !== undefined) await act.after(page);
  // Plots and dialogs come a moment later.
  await page.waitForTimeout(350);
}
