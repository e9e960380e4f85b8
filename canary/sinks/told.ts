// What servers were asked and answered, as the watch noted it.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Run } from '../run.ts';
import { listFiles } from './sink.ts';

const Asked = z.object({ url: z.string() });
const Answered = Asked.extend({
  method: z.string(),
  status: z.int(),
  location: z.string().optional(),
  operation: z.string().optional(),
  asker: z.string().optional(),
  body: z.base64(),
});

/** An address that was asked for; with its answer where the server is ours. */
export type Told = z.infer<typeof Asked> & { readonly answer?: z.infer<typeof Answered> };

/** Everything told in a run, in no order. */
export async function* readTold({ dir }: Run): AsyncGenerator<Told> {
  for (const path of listFiles(join(dir, 'told'))) {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      // A killed process may leave half a line.
      if (!line.endsWith('}')) continue;
      const noted: unknown = JSON.parse(line);
      const answered = Answered.safeParse(noted);
      yield answered.success ? { url: answered.data.url, answer: answered.data } : Asked.parse(noted);
    }
  }
}
