// The stand-in banks, steered from outside: payers pay, and their books are read.
import { createHttpClient } from '../../bench/rig/http.ts';
import type { FaultRatesRequest, FaultRequest, OrderInBooks } from '../../sandbox/gateway/messages.ts';

export interface BankControl {
  /** What came of it; null where the bank knows of no such order, or does not answer. */
  pay(orderNo: string): Promise<string | null>;
  setRates(rates: FaultRatesRequest): Promise<void>;
  setFaults(orderNo: string, plan: FaultRequest): Promise<void>;
  books(): Promise<readonly OrderInBooks[]>;
  close(): void;
}

export function controlOf(url: string, key: string): BankControl {
  const http = createHttpClient(url);
  const headers = { 'x-gateway-key': key };

  async function get<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
    const answer = await http.send({ method, path, headers, ...(body !== undefined && { body }) });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status}`);
    return JSON.parse(answer.text);
  }

  return {
    close: () => http.close(),
    pay: async (orderNo) => {
      try {
        return (await get<{ outcome: string }>('POST', `/control/orders/${orderNo}/pay`)).outcome;
      } catch {
        return null;
      }
    },
    setRates: async (rates) => void (await get('POST', '/control/rates', rates)),
    setFaults: async (orderNo, plan) => void (await get('PUT', `/control/orders/${orderNo}/faults`, plan)),
    books: () => get('GET', '/control/books'),
  };
}
