import { loadEnvFile } from './checkout.mjs';
import { Interrupted } from './foreground.mjs';
import { runCommand } from './run-command.mjs';
import { explain } from './setup-problem.mjs';
import { startCommand } from './start-command.mjs';
import { testCommand } from './test-command.mjs';

const help = {
  start: `npm start [-- --logs]

Installs what is missing, finds or fetches PostgreSQL, Redis and Temporal, migrates, writes demo data once,
and runs every process until Ctrl-C. The data stays in .data/.

  --logs    show what the processes log (always kept in .data/logs/)

Settings (environment or .env; see .env.example):
  DATA_DIR                                              where the data is kept (.data)
  API_HOST API_PORT                                     the API's address (127.0.0.1, 3000)
  POSTGRES_PORT REDIS_PORT TEMPORAL_PORT TEMPORAL_UI_PORT  54320, 63790, 7233, 8233
  COURIER_PORT SMS_PORT GATEWAY_PORT WORKER_METRICS_PORT  3201, 3202, 3203, 9464
  DATABASE_URL REDIS_URL TEMPORAL_ADDRESS               a server that already runs, used instead of our own
  TEMPORAL_CLI REDIS_SERVER PYTHON                      a program to use instead of the one found or fetched
  POSTGRES_OS_USER                                      under root: the user that runs PostgreSQL`,
  test: `npm test [-- jest arguments]

Without arguments: every check, then every test, on private servers. With arguments: Jest alone with them,
for example \`npm test -- domain/calendar\`. The last line is \`N passed, N failed\`.`,
};

const commands = { start: startCommand, test: testCommand, run: runCommand };

/** Runs a command and ends the process with its exit code; every failure says what to do about it. */
export async function main(name, args) {
  if (help[name] && (args[0] === '--help' || args[0] === '-h')) {
    console.log(help[name]);
    return;
  }
  try {
    if (name !== 'test') loadEnvFile(); // tests meet only what they set up themselves
    process.exitCode = await commands[name](args);
  } catch (error) {
    if (!(error instanceof Interrupted)) console.error(`\n${explain(error)}`);
    process.exitCode = error instanceof Interrupted ? error.code : 1;
  }
  process.exit();
}
