// ESM Jest: SWC transforms, tsc checks types apart. The run needs --experimental-vm-modules.
const swc = [
  '@swc/jest',
  {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
    module: { type: 'es6' },
  },
];

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
  maxWorkers: 2,
  // Modules of every test file stay in memory: begun anew now and then, a worker does not spend its time collecting garbage.
  workerIdleMemoryLimit: '2GB',
  testTimeout: 60_000,
  // The SDK's native runtime, once used in this process, would keep it alive.
  forceExit: true,
};
