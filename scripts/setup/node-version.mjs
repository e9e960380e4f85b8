// Runs before anything else and on any Node that knows modules: keep the syntax old.
var wanted = [20, 19];

export function isNodeSupported(version) {
  var parts = version.split('.').map(Number);
  return parts[0] > wanted[0] || (parts[0] === wanted[0] && parts[1] >= wanted[1]);
}

export function requireNode() {
  if (process.platform === 'win32') {
    stop('Yizhan runs on Linux and macOS. On Windows, use WSL.');
  }
  if (!isNodeSupported(process.versions.node)) {
    stop(
      'Yizhan needs Node ' +
        wanted.join('.') +
        ' or newer; this is Node ' +
        process.versions.node +
        '.\n' +
        'Install a newer one (for example `nvm install 20`) and run the command again.',
    );
  }
}

function stop(message) {
  console.error(`\n✗ ${message}`);
  process.exit(1);
}
