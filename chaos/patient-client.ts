// A client that does not give up: the same request under the same key until it has an answer, and each answer journalled.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, createHttpClient, type HttpAnswer } from '../bench/rig/http.ts';
import type { Journal } from './journal.ts';

export interface Failure {
  readonly at: number;
  /** Status, or 0 where there was no answer. */
  readonly status: number;
}

export interface PatientClient {
  send(call: Call): Promise<HttpAnswer>;
  /** Every try that had to be repeated. */
  readonly failures: readonly Failure[];
  close(): void;
}

const PATIENCE_MS = 90_000;
const BETWEEN_TRIES_MS = 150;

export function createPatientClient(apiUrl: string, journal: Journal): PatientClient {
  const http = createHttpClient(apiUrl);
  const failures: Failure[] = [];

  async function tryOnce(call: Call): Promise<HttpAnswer | null> {
    try {
      const answer = await http.send({ ...call, timeoutMs: 20_000 });
      if (answer.status < 500 && !isInFlight(answer)) return answer;
      failures.push({ at: Date.now(), status: answer.status });
    } catch {
      failures.push({ at: Date.now(), status: 0 });
    }
    return null;
  }

  return {
    failures,
    close: () => http.close(),
    send: async (call) => {
      const key = call.key ?? randomUUID();
      const limit = Date.now() + PATIENCE_MS;
      let answer = await tryOnce({ ...call, key });
      while (answer === null && Date.now() < limit) {
        await pause(BETWEEN_TRIES_MS);
        answer = await tryOnce({ ...call, key });
      }
      if (answer === null)
        throw new Error(`no answer to ${call.method} ${call.path} in ${PATIENCE_MS / 1000} s`);
      const { path, body, cookie, version } = call;
      journal.note({ key, path, body, cookie, version, status: answer.status, text: answer.text });
      return answer;
    },
  };
}

/** The first try under this key is still being decided, or died and its key is not free yet. */
function isInFlight({ status, text }: HttpAnswer): boolean {
  return status === 409 && text.includes('idempotency-key-in-flight');
}
