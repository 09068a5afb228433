const transform = { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] };
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
};
const unit = {
  ...common,
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/engine/', '/test/long/'],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    { ...unit, displayName: 'cdktf' },
    // The same suite on CDK Terrain, the community's continuation of CDKTF.
    {
      ...unit,
      displayName: 'cdktn',
      moduleNameMapper: { '^cdktf$': 'cdktn', '^cdktf/(.*)$': 'cdktn/$1' },
      // A review knows nothing of the framework.
      testPathIgnorePatterns: [...unit.testPathIgnorePatterns, '/test/review/'],
    },
    { ...common, displayName: 'engine', testMatch: ['<rootDir>/test/engine/**/*.test.ts'] },
    { ...common, displayName: 'long', testMatch: ['<rootDir>/test/long/**/*.test.ts'] },
  ],
};
