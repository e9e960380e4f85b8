// Addresses: asked for, and told to go to. They end up in histories, proxies and referrers.
import { askOnce } from '../plant.ts';
import type { Sink } from './sink.ts';
import { readTold } from './told.ts';

/** Addresses in which a value is right. */
const EXCEPT: readonly { readonly path: RegExp; readonly why: string }[] = [];

export const urls: Sink = {
  name: 'URLs',
  plant: (run, text) => askOnce(run, { path: `/planted?for=${encodeURIComponent(text)}`, answer: '' }),
  async *read(run) {
    for await (const { url, answer } of readTold(run)) {
      if (EXCEPT.some(({ path }) => path.test(url))) continue;
      yield {
        where: answer?.operation ?? 'an address',
        bytes: Buffer.from(`${url}\n${answer?.location ?? ''}`),
      };
    }
  },
};
