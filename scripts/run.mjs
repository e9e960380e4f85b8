import { requireNode } from './setup/node-version.mjs';

requireNode();
void import('./setup/cli.mjs').then(({ main }) => main('run', process.argv.slice(2)));
