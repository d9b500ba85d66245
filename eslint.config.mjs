import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts', 'ormconfig.ts'],
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
    // Settings are read in one file; whatever else wants one is handed it.
    files: ['src/**/*.ts'],
    ignores: ['src/platform/config/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings in platform/config/config.ts.' },
      ],
    },
  },
  {
    // One egress door: nothing else opens an outgoing connection. And one way to be optional.
    files: ['src/**/*.ts'],
    ignores: ['src/platform/net/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Outgoing requests go through platform/net.' }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...['undici', 'node:http', 'node:https', 'http', 'https', 'node:net', 'node:tls'].map((name) => ({
              name,
              message: 'Outgoing requests go through platform/net.',
              allowTypeImports: true,
              // The class of what comes in opens no connection.
              ...(name === 'node:http' && { allowImportNames: ['IncomingMessage'] }),
            })),
            {
              name: 'class-validator',
              importNames: ['IsOptional'],
              message: 'It lets null through, which no code behind it expects: platform/http/optional.ts does not.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
);
