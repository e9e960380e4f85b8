// Temporal's codec server: opens payloads for its web pages. An oracle for whoever may use it, so each use leaves a trace.
import { saveAudit } from '../../db/audit.ts';
import { findOpened } from '../../db/payload-codec.ts';
import { auditActorOf } from '../caller.ts';
import { codecContracts as contracts } from '../contract/codec.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';

/** Routes of the codec. */
export function codecRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, payloadCodec } = deps;

  return [
    mounted(deps, contracts.decode, async ({ body, caller, origin }) => {
      const opened = await Promise.all(body.payloads.map((payload) => findOpened(payloadCodec, payload)));
      const at = await deciding.now();
      // How many, and nothing of what is in them.
      const object = `payloads/${opened.filter((payload) => payload !== undefined).length}`;
      const actor = auditActorOf(caller);
      await db.$transaction((tx) => saveAudit(tx, { at, actor, action: 'decode-payloads', object, origin }));
      // What stays sealed (its key is gone, or it is not ours) comes back as it came: the pages show it beside the rest.
      return jsonReply(200, { payloads: body.payloads.map((payload, index) => opened[index] ?? payload) });
    }),
  ];
}
