import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'cdktf.out/', '.offline/', '.state/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number reads well in a message, and only there are templates used.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // jsii, which the public declarations are written for, has no mapped types.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Classes with only static members are the value objects' factories.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Parsed JSON is looked into by the tests, which fail loudly where a guess is wrong.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        module: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
);
