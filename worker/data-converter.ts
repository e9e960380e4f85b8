// How values go to Temporal and come back. Every client, worker, bundle and replay of ours takes it from here.
import { fileURLToPath } from 'node:url';
import type { DataConverter, PayloadCodec } from '@temporalio/common';

/** Where the failure converter is, for the bundler, which takes no converter but a path. */
export const FAILURE_CONVERTER = fileURLToPath(
  new URL('../workflows/failure-converter.cjs', import.meta.url),
);

/** Values sealed by the codec, and with them the messages and stack traces of failures. */
export function dataConverterOf(codec: PayloadCodec): DataConverter {
  return { payloadCodecs: [codec], failureConverterPath: FAILURE_CONVERTER };
}
