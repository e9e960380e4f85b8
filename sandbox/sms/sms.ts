// A stand-in for the short-message operator: takes messages once a key and shows what it was given.
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { openLedger } from '../courier/ledger.ts';
import { type Listening, listen } from '../courier/listen.ts';

const message = z.object({
  to: z.string().regex(/^1\d{10}$/),
  template: z.string().min(1).max(64),
  params: z.record(z.string(), z.string().max(500)).default({}),
  /** The sender's own key; the same one is sent once. */
  key: z.string().min(1).max(128),
});

export type SmsMessage = z.infer<typeof message> & { readonly id: string; readonly at: string };

export interface SmsOptions {
  /** null keeps everything in memory. */
  readonly dataDir: string | null;
  readonly now?: () => Promise<Date>;
}

export interface Sms {
  readonly app: Express;
  listen(port: number, host?: string): Promise<Listening>;
  messages(): readonly SmsMessage[];
}

export function createSms({ dataDir, now = async () => new Date() }: SmsOptions): Sms {
  const byKey = new Map<string, SmsMessage>();
  const ledger = openLedger<SmsMessage>(
    dataDir === null ? null : join(dataDir, 'sms', 'ledger.jsonl'),
    (sent) => {
      byKey.set(sent.key, sent);
    },
  );
  const messages = () => [...byKey.values()];

  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '32kb' }));
  app.post('/messages', async (request, response) => {
    const given = message.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ code: 'malformed' });
    const at = (await now()).toISOString();
    const known = byKey.get(given.data.key);
    if (known) return void response.status(200).json({ id: known.id });
    const sent: SmsMessage = { ...given.data, id: `SMS${String(byKey.size + 1).padStart(10, '0')}`, at };
    ledger.append(sent);
    byKey.set(sent.key, sent);
    response.status(201).json({ id: sent.id });
  });
  app.get('/messages', (request, response) => {
    const { to } = request.query;
    response.json({ messages: to === undefined ? messages() : messages().filter((sent) => sent.to === to) });
  });
  app.get('/health', (_request, response) => void response.json({ ok: true }));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  app.use(answerErrors);

  return {
    app,
    messages,
    listen: async (port, host) => {
      const listening = await listen(app, port, host);
      const close = async () => {
        await listening.close();
        ledger.close();
      };
      return { url: listening.url, close };
    },
  };
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const isMalformed = error instanceof SyntaxError;
  response.status(isMalformed ? 400 : 500).json({ code: isMalformed ? 'malformed' : 'internal' });
};
