import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from './api-address.mjs';
import { applicationProcesses } from './application.mjs';

/** What a person needs after the start: where to go and who to be. */
export function welcome(env, write) {
  write('\nYizhan 驿站 is running. Ctrl-C stops it; the data stays.\n');
  for (const [label, url] of addresses(env)) write(`  ${label.padEnd(14)}${url}`);
  const accounts = readAccounts(join(env.DATA_DIR, 'demo-accounts.json'));
  if (accounts.length > 0) write(demoAccounts(accounts));
  write('');
}

/** Who to be, and where the staff have their one-time codes from. */
function demoAccounts(accounts) {
  const rows = accounts.map(({ login, password, name, role, about }) => ({
    login,
    password,
    name,
    role,
    about,
  }));
  const secrets = [...new Set(accounts.flatMap(({ secondFactor }) => secondFactor ?? []))];
  const codes = secrets.map(
    (secret) =>
      `\n\n  Staff give a one-time code as well: \`npm run seed -- --code\` shows it,\n  as does any authenticator with the test secret ${secret}.`,
  );
  return `\nDemo accounts\n\n${table(rows)}${codes.join('')}`;
}

function addresses(env) {
  const api = `http://${addressOf(env.API_HOST)}:${env.API_PORT}`;
  const isOurs = env.TEMPORAL_ADDRESS === `127.0.0.1:${env.TEMPORAL_PORT}`;
  return [
    ...(applicationProcesses().some(({ name }) => name === 'api')
      ? [
          ['API', `${api}/api/v1`],
          ['API pages', `${api}/docs`],
        ]
      : []),
    ...(isOurs ? [['Temporal UI', `http://127.0.0.1:${env.TEMPORAL_UI_PORT}`]] : []),
    ['Logs', join(env.DATA_DIR, 'logs')],
  ];
}

// Written by the seed: a list of flat objects, printed as they are.
function readAccounts(path) {
  if (!existsSync(path)) return [];
  const content = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(content) ? content : (content.accounts ?? []);
}

/** Columns that line up, Chinese characters counted as two. */
export function table(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index]))));
  return lines
    .map(
      (line) =>
        `  ${line
          .map((cell, index) => cell + ' '.repeat(widths[index] - widthOf(cell)))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}

function widthOf(text) {
  return [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
        ? 2
        : 1),
    0,
  );
}
