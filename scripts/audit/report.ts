// What `npm run audit` prints: for people, or as one object with --json.
import { FINDINGS, type Verification } from '../../db/audit-verification.ts';
import { ATTACK_KINDS } from './attacks.ts';
import type { Scratch } from './scratch.ts';
import type { Trial } from './trials.ts';

interface Shown {
  readonly seconds: number;
  readonly json: boolean;
}

/** Prints what a verification has found. */
export function showVerification(
  { counts, findings, ...figures }: Verification,
  { seconds, isWhole, json }: Shown & { readonly isWhole: boolean },
): void {
  if (json) {
    const counted = { ...figures, counts: Object.fromEntries(counts), findings };
    console.log(JSON.stringify({ isWhole, seconds: rounded(seconds), ...counted }));
    return;
  }
  const { rows, links, anchors, lastAnchor, tail, waiting } = figures;
  console.log(`${rows} rows, ${links} links in ${rounded(seconds)} s; ${waiting} rows wait for their link`);
  if (tail) console.log(`the chain ends at ${tail.position} with ${tail.digest}`);
  if (lastAnchor)
    console.log(`${anchors} anchors, the furthest at ${lastAnchor.position}, of ${lastAnchor.at}`);
  for (const [kind, count] of counts) {
    const places = findings.filter((finding) => finding.kind === kind).map(({ place }) => place);
    const more = count > places.length ? ', …' : '';
    console.log(`  ${count} × ${kind}: ${FINDINGS[kind]} (${places.join(', ')}${more})`);
  }
  console.log(isWhole ? 'the trail is whole' : 'THE TRAIL IS NOT KNOWN TO BE WHOLE');
}

/** Says what the attacks are tried on. */
export function showScratch({ links, madeUp, from, tail }: Scratch, anchors: number): void {
  const copied = links - madeUp;
  console.log(`a copy of ${copied} rows, ${from.position + 1} to ${tail.position}; anchors: ${anchors}`);
  if (madeUp > 0) console.log(`  the trail is short: ${madeUp} made-up rows were added to the copy`);
}

const isFound = ({ found }: Trial) => found.length > 0;

/** Prints how many attacks of each kind were found, and names those that were not. */
export function showTrials(
  trials: readonly Trial[],
  { json, seed, seconds }: Shown & { readonly seed: number },
): void {
  const kinds = ATTACK_KINDS.map((kind) => {
    const all = trials.filter((trial) => trial.kind === kind);
    return { kind, trials: all.length, detected: all.filter(isFound).length };
  });
  const missed = trials.filter((trial) => !isFound(trial)).map(({ name }) => name);
  const counted = {
    trials: trials.length,
    detected: trials.length - missed.length,
    seconds: rounded(seconds),
  };
  if (json) {
    console.log(JSON.stringify({ ...counted, seed, kinds, missed }));
    return;
  }
  for (const each of kinds) console.log(`  ${each.kind.padEnd(8)} ${each.detected} of ${each.trials}`);
  for (const name of missed) console.log(`  MISSED: ${name}`);
  console.log(`${counted.detected} of ${counted.trials} attacks detected in ${counted.seconds} s`);
}

const rounded = (seconds: number) => Number(seconds.toFixed(1));
