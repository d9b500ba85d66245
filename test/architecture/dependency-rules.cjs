/**
 * The layers of the product: platform ← accounts ← batch ← features ← start, never upward, never sideways. Run by
 * layers.spec.ts through dependency-cruiser.
 */
const FEATURES =
  '^src/(batch-operations|contact-analysis|url-analysis|company-extraction|profile-ingestion|marketplace|service-status)/';
/** Files above all features. */
const APP = '^src/([^/]+|(bootstrap|commands|kind)/[^/]+)[.]ts$';

/** Only the files of one driver may import its library. */
const driver = (name, library, owners) => ({
  name,
  comment: `${library} is known to the files of one driver only.`,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: `node_modules/${library}/` },
});

/**
 * What each room of a folder may import of it, besides itself; README.md of the folder explains the rooms. A file
 * beside rooms counts as one; all may import the settings and errors that a feature declares.
 */
const ROOMS = {
  accounts: {
    rights: [],
    rates: [],
    keys: ['rights'],
    users: ['keys', 'rights'],
    tickets: ['rights'],
    sessions: ['keys', 'rates', 'rights', 'tickets'],
    access: ['keys', 'rates', 'rights', 'sessions', 'tickets'],
  },
  batch: {
    model: [],
    read: ['model', 'control'],
    webhooks: ['model'],
    maintenance: ['model', 'control'],
    spending: [],
    notify: ['model', 'webhooks'],
    submit: ['model', 'notify', 'webhooks'],
    request: ['model', 'control', 'submit'],
    transactional: ['model', 'submit', 'notify', 'webhooks'],
    control: ['model', 'notify'],
    actions: ['model', 'control', 'read', 'submit'],
    search: ['model', 'read'],
    export: ['model', 'read'],
    files: ['model', 'export'],
    live: ['model', 'notify', 'read'],
    engine: ['model', 'notify', 'control', 'transactional', 'webhooks'],
    api: [
      'model',
      'actions',
      'control',
      'export',
      'files',
      'live',
      'read',
      'request',
      'search',
      'submit',
      'transactional',
    ],
  },
  'batch/model': {
    kinds: [],
    search: [],
    fields: ['kinds'],
    status: ['kinds'],
    items: ['status'],
    entities: ['fields', 'kinds', 'status'],
    handlers: ['items', 'kinds'],
  },
  'company-extraction': {
    migrations: [],
    facts: [],
    input: ['facts'],
    website: ['facts'],
    sources: ['facts', 'website'],
    extraction: ['facts', 'input', 'sources', 'website'],
    store: ['extraction', 'facts'],
    'companies.ts': ['extraction', 'facts', 'store'],
    kind: ['companies.ts', 'extraction', 'facts', 'input', 'store'],
    api: ['companies.ts', 'extraction', 'facts', 'input', 'kind', 'store'],
  },
  'url-analysis': {
    migrations: [],
    engines: [],
    input: ['engines'],
    figures: ['engines'],
    store: ['engines', 'figures', 'input'],
    kind: ['engines', 'input', 'store'],
    api: ['engines', 'figures', 'input', 'kind', 'store'],
  },
  'profile-ingestion': {
    migrations: [],
    profile: [],
    input: ['profile'],
    providers: ['profile'],
    pipeline: ['input', 'profile', 'providers'],
    embeddings: ['pipeline'],
    store: ['embeddings', 'pipeline', 'profile', 'providers'],
    search: ['embeddings', 'profile', 'store'],
    kind: ['embeddings', 'input', 'pipeline', 'profile', 'store'],
    api: ['input', 'kind', 'pipeline', 'profile', 'providers', 'store'],
  },
  'company-extraction/website': {
    tree: [],
    data: ['tree'],
    places: ['tree'],
    links: ['data', 'tree'],
    contacts: ['places', 'tree'],
    names: ['data', 'links', 'places', 'tree'],
    read: ['contacts', 'data', 'links', 'names', 'places', 'tree'],
    visit: ['links', 'names', 'read'],
  },
};

/** A room, or a file beside rooms, as the end of a pattern. */
const pathOf = (name) => (name.endsWith('.ts') ? `${name.slice(0, -3)}[.]ts$` : `${name}/`);

const rooms = Object.entries(ROOMS).flatMap(([folder, rules]) =>
  Object.entries(rules).map(([room, below]) => ({
    name: `${folder}-${room}`,
    severity: 'error',
    from: { path: `^src/${folder}/${pathOf(room)}`, pathNot: '[.]spec[.]ts$' },
    to: {
      path: `^src/${folder}/`,
      pathNot: `^src/${folder}/(${[room, ...below].map(pathOf).join('|')}|[a-z-]+[.](settings|errors)[.]ts$)`,
    },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-is-the-ground',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'accounts-stands-on-platform',
      severity: 'error',
      from: { path: '^src/accounts/' },
      to: { path: '^src/', pathNot: '^src/(platform|accounts)/' },
    },
    {
      name: 'batch-stands-on-accounts',
      severity: 'error',
      from: { path: '^src/batch/' },
      to: { path: '^src/', pathNot: '^src/(platform|accounts|batch)/' },
    },
    ...rooms,
    {
      name: 'console-stands-on-platform',
      comment: 'It serves files; what the page shows comes through the public API.',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { path: '^src/', pathNot: '^src/(platform|console)/' },
    },
    {
      name: 'features-do-not-import-each-other',
      comment:
        'Two declared exceptions: profiles look companies up through the files of company extraction that are named here, and operations change rows of the marketplace.',
      severity: 'error',
      from: { path: FEATURES },
      to: {
        path: FEATURES,
        pathNot: [
          '^src/$1/',
          '^src/company-extraction/(companies|company-extraction[.](module|settings)|extraction/company-data|facts/(normalize-company-name|registrable-domain|country))[.]ts$',
          '^src/marketplace/',
        ],
      },
    },
    {
      name: 'only-profiles-use-companies',
      severity: 'error',
      from: { path: FEATURES, pathNot: '^src/(profile-ingestion|company-extraction)/' },
      to: { path: '^src/company-extraction/' },
    },
    {
      name: 'only-operations-use-the-marketplace',
      severity: 'error',
      from: { path: FEATURES, pathNot: '^src/(batch-operations|marketplace)/' },
      to: { path: '^src/marketplace/' },
    },
    {
      name: 'nothing-imports-the-start',
      severity: 'error',
      from: { path: '^src/', pathNot: APP },
      to: { path: APP },
    },
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]spec[.]ts$' },
      to: { path: ['^test/', '[.]spec[.]ts$'] },
    },
    {
      name: 'no-development-packages',
      comment: 'What the product imports is installed with it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    driver('pglite-in-one-file', '@electric-sql', '^src/platform/database/embedded-thread[.]ts$'),
    driver('bull-in-one-driver', '(bull|@nestjs/bull)', '^src/batch/notify/bull[^/]*[.]ts$'),
    driver('ioredis-in-one-driver', 'ioredis', '^src/(batch/notify|platform/redis)/[^/]*[.]ts$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      // Each name in an import is tried with every ending; the usual list has 15 and took a quarter of the whole time.
      extensions: ['.ts', '.js', '.cjs', '.json'],
      cachedInputFileSystem: { cacheDuration: 600_000 },
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
