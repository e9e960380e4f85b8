// Prints what the API and the worker of this environment measure.
import { readConfig } from '../../config.ts';

const { API_PORT, WORKER_METRICS_PORT } = readConfig();
for (const port of [API_PORT, WORKER_METRICS_PORT]) {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  if (!answer.ok) throw new Error(`no metrics on ${port}: ${answer.status}`);
  console.log(await answer.text());
}
