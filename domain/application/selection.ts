// Choosing a plate number: tried one by one or drawn as five, then kept until the vehicle is registered (L-PRESELECT).
import type { Refusal } from '../refusals.ts';
import type { Command } from './commands.ts';
import type { SelectionMethod } from './events.ts';
import { type Recording, record, start, stop } from './recording.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/** 自编自选: each number that is looked up counts, unless it is no number at all. */
export function tryNumber(on: Recording, { number, verdict }: CommandOf<'try-number'>): Refusal | null {
  const { selection } = on.application;
  // Self-composed numbers come before the random ones (规则4).
  if (selection?.drawn || (selection?.tries ?? 0) >= on.context.limits.selfTries)
    return { code: 'attempts-used' };
  if (verdict === null) return reserve(on, number, 'self');
  if (verdict.code === 'number-not-available') record(on, { type: 'number-tried', number });
  return { ...verdict, pointer: '/number' };
}

/** 随机选号(5选1). */
export function drawNumbers(on: Recording, command: CommandOf<'draw-numbers'>): Refusal | null {
  const { seed, numbers, verdict } = command;
  if (verdict) return verdict;
  if ((on.application.selection?.draws ?? 0) >= on.context.limits.randomDraws)
    return { code: 'attempts-used' };
  record(on, { type: 'numbers-drawn', seed, numbers });
  return null;
}

export function chooseNumber(on: Recording, { number }: CommandOf<'choose-number'>): Refusal | null {
  const isShown = on.application.selection?.drawn?.includes(number) ?? false;
  return isShown ? reserve(on, number, 'random') : { code: 'number-not-available', pointer: '/number' };
}

export function leaveSelection(on: Recording): null {
  stop(on, 'selection');
  record(on, { type: 'selection-left' });
  return null;
}

/** At the window the vehicle was registered, with the data that the number was chosen with or with others. */
export function recordRegistration(on: Recording, { matches }: CommandOf<'record-registration'>): null {
  stop(on, 'reservation');
  record(on, { type: 'vehicle-registered', matches });
  return null;
}

function reserve(on: Recording, number: string, method: SelectionMethod): null {
  stop(on, 'selection');
  record(on, { type: 'number-reserved', number, method });
  start(on, 'reservation', on.context.limits.reservationWorkdays);
  return null;
}
