// Takes back what global-setup put into the temporary folder.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

export default async function globalTeardown(): Promise<void> {
  const bundle = process.env.WORKFLOW_BUNDLE;
  if (bundle !== undefined) rmSync(dirname(bundle), { recursive: true, force: true });
}
