import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const NEVER = {
  selector: 'TSAsExpression > TSNeverKeyword',
  message: 'It hides what the router and the client check.',
};

const ONLY = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]',
    message: 'It leaves out the tests of other files as well.',
  },
  { selector: 'CallExpression[callee.name=/^f(describe|it)$/]', message: 'It leaves out other tests.' },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'data/', 'clients/typescript/src/schema.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts', 'clients/*/src/**/*.ts', 'ormconfig.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 6],
      'preserve-caught-error': 'error',
    },
  },
  {
    // A component is a function that reads like the page it makes: markup is counted as lines too.
    files: ['console/src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-extraneous-class': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 6],
      'no-restricted-syntax': ['error', NEVER],
    },
  },
  {
    files: ['console/public/**/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } },
  },
  {
    // Only config.ts reads settings; other code receives them as arguments. bundle.ts decides what is loaded, config.ts
    // included.
    files: ['src/**/*.ts'],
    ignores: ['src/platform/config/config.ts', 'src/bootstrap/bundle.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings in platform/config/config.ts.' },
      ],
    },
  },
  {
    // Only the egress client opens outgoing connections. And optional fields have one decorator.
    files: ['src/**/*.ts'],
    // The harness for modules from outside speaks to the service that it has started.
    ignores: ['src/platform/egress/**', 'src/platform/addresses/**', 'src/kind/test-service.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Outgoing requests go through platform/egress.' }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...['undici', 'node:http', 'node:https', 'http', 'https', 'node:net', 'node:tls'].map((name) => ({
              name,
              message: 'Outgoing requests go through platform/egress.',
              allowTypeImports: true,
              // The class of incoming requests opens no connection.
              ...(name === 'node:http' && { allowImportNames: ['IncomingMessage'] }),
            })),
            {
              name: 'class-validator',
              importNames: ['IsOptional'],
              message: 'It accepts null, which no later code expects; use platform/http/optional.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'src/**/*.spec.ts', 'clients/**/*.spec.ts', 'console/src/**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Many unit tests share a context (test/support/unit-parts.cjs), in which the only one is the only one of all of
    // them.
    files: ['**/*.spec.{ts,tsx}', 'test/**/*.part.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...ONLY],
    },
  },
  {
    files: ['console/src/**/*.spec.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', NEVER, ...ONLY] },
  },
  {
    // A Nest module without decorators is an empty class.
    files: ['examples/**/*.js'],
    rules: { '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        TextDecoder: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
);
