import { requireNode } from './setup/node-version.mjs';

requireNode();
void import('./setup/cli.mjs').then(({ main }) => main('test', process.argv.slice(2)));
