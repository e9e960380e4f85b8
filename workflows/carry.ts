// Carrying a case: wait for the next change or the one alarm, perform what is pending, and know when it has ended.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CaseActivities } from '../activities/contract.ts';
import type { EffectName } from '../domain/application/events.ts';
import type { Stage } from '../domain/application/lifecycle.ts';
import { CHANGED_SIGNAL, type Poke, PROGRESS_QUERY, type Progress, STAGE_ATTRIBUTE } from './contract.ts';

export const changed = defineSignal<[Poke]>(CHANGED_SIGNAL);
export const progress = defineQuery<Progress>(PROGRESS_QUERY);

/** Asking PostgreSQL what is due: short, and tried until it answers. */
const { ringAlarm } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One activity an effect; each brings back the poke of its own decision. */
export type Effect = (applicationId: string) => Promise<Poke>;

const STAGE = defineSearchAttributeKey(STAGE_ATTRIBUTE, SearchAttributeType.KEYWORD);

/** An alarm that is due already, or an effect that brought nothing, is tried again after this long. */
const PATIENCE_MS = 1_000;

const NOTHING_KNOWN: Poke = {
  seq: 0,
  state: 'draft',
  stage: 'draft',
  open: true,
  effects: [],
  alarmAt: null,
};

/** A case in the hands of its workflow. */
export interface CarriedCase {
  readonly isOpen: boolean;
  /** Stays with the case while it is in a stage; returns at once when it is not. */
  during(stage: Stage, effects?: Partial<Record<EffectName, Effect>>): Promise<void>;
}

/** Takes up a case. Register no other handler: pokes older than the newest seen are ignored here. */
export async function carry(applicationId: string, carriedOver = NOTHING_KNOWN): Promise<CarriedCase> {
  let latest = carriedOver;
  // The starter has set the attribute to the stage the case was first seen in.
  let shownStage: string | undefined = workflowInfo().typedSearchAttributes.get(STAGE);

  const take = (poke: Poke) => {
    if (poke.seq > latest.seq) latest = poke;
  };
  setHandler(changed, take);
  setHandler(progress, () => {
    const { seq, stage, state, alarmAt, effects } = latest;
    return { seq, stage, state, alarmAt, pendingEffects: effects };
  });
  await condition(() => latest.seq > 0);
  show();

  function show() {
    const { state, alarmAt, effects } = latest;
    const waiting = effects.length > 0 ? `doing ${effects.join(', ')}` : `next alarm ${alarmAt ?? 'none'}`;
    setCurrentDetails(`**${state}** · ${waiting}`);
    if (latest.stage === shownStage || !latest.open) return;
    shownStage = latest.stage;
    upsertSearchAttributes([{ key: STAGE, value: latest.stage }]);
  }

  async function nextStep(effects: Partial<Record<EffectName, Effect>>) {
    const pending = latest.effects.find((name) => effects[name]);
    const perform = pending && effects[pending];
    if (perform) return performed(perform);
    if (!(await changedBeforeAlarm())) rung(await ringAlarm(applicationId));
  }

  /** An alarm that raised nothing still knows better when the next one is. */
  function rung(answer: Poke) {
    if (answer.seq >= latest.seq) latest = answer;
  }

  /** An effect that brought nothing, while nothing else did, must not be asked again at once. */
  async function performed(perform: Effect) {
    const { seq } = latest;
    take(await perform(applicationId));
    if (latest.seq === seq) await condition(() => latest.seq > seq, 60 * PATIENCE_MS);
  }

  /** The one alarm alive. */
  async function changedBeforeAlarm(): Promise<boolean> {
    const { seq, alarmAt } = latest;
    const isNews = () => latest.seq > seq;
    if (alarmAt === null) {
      await condition(isNews);
      return true;
    }
    return condition(isNews, Math.max(PATIENCE_MS, Date.parse(alarmAt) - Date.now()));
  }

  return {
    get isOpen() {
      return latest.open;
    },
    async during(stage, effects = {}) {
      while (latest.open && latest.stage === stage) {
        if (workflowInfo().continueAsNewSuggested) await continueAsNew(applicationId, latest);
        await nextStep(effects);
        show();
      }
    },
  };
}
