/**
 * The floors of the house: platform ← accounts ← batch ← features ← app, never upward, never sideways. Run by
 * floors.spec.ts through dependency-cruiser.
 */
const FEATURES =
  '^src/(batch-operations|contact-analysis|url-analysis|company-extraction|profile-ingestion|service-status)/';
/** What stands above all features. */
const APP = '^src/([^/]+|commands/[^/]+)[.]ts$';

/** Only the files of one driver may import its library. */
const driver = (name, library, owners) => ({
  name,
  comment: `${library} is known to the files of one driver only.`,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: `node_modules/${library}/` },
});

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
    {
      name: 'features-are-strangers',
      comment:
        'One declared exception: companies out of work experience, through the public service of company-extraction.',
      severity: 'error',
      from: { path: FEATURES },
      to: {
        path: FEATURES,
        pathNot: [
          '^src/$1/',
          '^src/company-extraction/(company[.]service|company-extraction[.]module|company-data|normalize-company-name|registrable-domain|country)[.]ts$',
        ],
      },
    },
    {
      name: 'only-profiles-use-another-feature',
      severity: 'error',
      from: { path: FEATURES, pathNot: '^src/(profile-ingestion|company-extraction)/' },
      to: { path: '^src/company-extraction/' },
    },
    {
      name: 'nothing-looks-up-at-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: APP },
      to: { path: APP },
    },
    {
      name: 'product-knows-no-tests',
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
    driver('bull-in-one-driver', '(bull|@nestjs/bull)', '^src/batch/queue/bull[^/]*[.]ts$'),
    driver('ioredis-in-one-driver', 'ioredis', '^src/(batch/(queue|events)|platform/redis)/[^/]*[.]ts$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
