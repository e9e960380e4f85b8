// The SMS channel as an HTTP port.
import { type SmsPort, SmsRefused } from './sending.ts';

const PATIENCE_MS = 5_000;

/** A port to an SMS gateway of our sandbox's shape. */
export function createSmsPort(url: string): SmsPort {
  return {
    async send({ to, template, text, key }) {
      const response = await fetch(`${url}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ to, template, params: { text }, key }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new SmsRefused();
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
    },
  };
}
