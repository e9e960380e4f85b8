// The demo judges itself: every promise kept or its breach recorded, every workflow ended, nothing left to tell.
import { isDeepStrictEqual } from 'node:util';
import type { ApplicationEvent } from '../domain/application/events.ts';
import type { Clock } from '../domain/promises/clock.ts';
import type { VirtualPlatform } from '../sandbox/virtual-time.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { applicationWorkflowId, paymentWorkflowId } from '../workflows/contract.ts';
import type { Told } from './told.ts';

export interface Check {
  readonly zh: string;
  readonly en: string;
  /** What contradicts it; empty when it holds. */
  readonly problems: readonly string[];
}

const AT_ONCE = 8;

/** Everything that must hold when all stories are over. */
export async function judge(platform: VirtualPlatform, stories: readonly Told[]): Promise<readonly Check[]> {
  return [
    {
      zh: '每项承诺按时兑现,或超时已如实记录',
      en: 'every promise was kept, or its breach is recorded',
      problems: stories.flatMap(promiseProblems),
    },
    {
      zh: '只有安排好的超时',
      en: 'no promise was broken but those meant to be',
      problems: stories.flatMap(unexpected),
    },
    {
      zh: '每件申请到达预期的结果',
      en: 'every application came to the end it was meant to',
      problems: stories.flatMap(endProblems),
    },
    {
      zh: '事件记录与当前状态一致',
      en: 'event log and projection agree',
      problems: stories.filter(({ agrees }) => !agrees).map(({ number }) => number),
    },
    {
      zh: '每个工作流都已结束',
      en: 'every workflow has ended',
      problems: [
        ...(await inParallel(stories, AT_ONCE, (told) => workflowProblems(platform, told))).flat(),
        ...(await paymentProblems(platform)),
      ],
    },
    { zh: '没有待通知的变更', en: 'no poke is pending', problems: await pokeProblems(platform) },
  ];
}

function promiseProblems({ number, clocks, events }: Told): readonly string[] {
  return clocks
    .filter((clock) => !isHonest(clock, events))
    .map(({ kind, outcome }) => `${number}: ${kind} ${outcome}`);
}

/** A promise says what really happened: in time, late with its breach on record, lapsed, or no longer owed. */
function isHonest(clock: Clock, events: readonly ApplicationEvent[]): boolean {
  const { kind, status, outcome, stoppedAt, dueAt } = clock;
  if (status !== 'stopped' || stoppedAt === null) return false;
  const raised = events.flatMap((event) =>
    event.type === 'rung-raised' && event.clock.kind === kind && event.clock.round === clock.round
      ? [event.rung]
      : [],
  );
  switch (outcome) {
    case 'kept':
      return stoppedAt <= dueAt && !raised.includes('breach');
    case 'breached':
      return stoppedAt > dueAt && raised.includes('breach');
    case 'lapsed':
      return stoppedAt > dueAt && raised.includes('lapse');
    case 'void':
      return !raised.includes('breach');
    case null:
      return false;
  }
}

function unexpected({ number, role, breaches }: Told): readonly string[] {
  const broken = breaches.map(({ clock }) => clock);
  if (isDeepStrictEqual(broken, role.breaks)) return [];
  return [`${number}: broke [${broken.join(', ')}], was to break [${role.breaks.join(', ')}]`];
}

function endProblems({ number, role, application }: Told): readonly string[] {
  return application.state === role.ends ? [] : [`${number}: ${application.state}, was to be ${role.ends}`];
}

async function workflowProblems(
  { env }: VirtualPlatform,
  { number, applicationId }: Told,
): Promise<readonly string[]> {
  const { status } = await env.client.workflow.getHandle(applicationWorkflowId(applicationId)).describe();
  return status.name === 'COMPLETED' ? [] : [`${number}: its workflow is ${status.name}`];
}

async function paymentProblems({ db, env }: VirtualPlatform): Promise<readonly string[]> {
  const orders = await db.paymentOrder.findMany({ select: { orderNo: true } });
  const told = await inParallel(orders, AT_ONCE, async ({ orderNo }) => {
    const { status } = await env.client.workflow.getHandle(paymentWorkflowId(orderNo)).describe();
    return status.name === 'COMPLETED' ? [] : [`${orderNo}: its workflow is ${status.name}`];
  });
  return told.flat();
}

async function pokeProblems({ db }: VirtualPlatform): Promise<readonly string[]> {
  const pokes = await db.pendingPoke.findMany({ select: { applicationId: true } });
  const ofPayments = await db.paymentPoke.findMany({ select: { orderNo: true } });
  return [...pokes.map(({ applicationId }) => applicationId), ...ofPayments.map(({ orderNo }) => orderNo)];
}
