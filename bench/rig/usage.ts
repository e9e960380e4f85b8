// What processes use, read from /proc: CPU time with their children, and the most memory they have held.
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU seconds of a process, its ended and its living children. 0 for one that is gone. */
export function cpuSeconds(pid: number): number {
  const own =
    fieldsOf(pid)
      .slice(11, 15)
      .reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), own);
}

/** The most memory a process has held, in MiB. */
export function peakMemoryMib(pid: number): number {
  const [, kib = '0'] = /^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`)) ?? [];
  return Number(kib) / 1024;
}

/** The fields after the name, which may hold spaces. */
function fieldsOf(pid: number): readonly number[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map((field) => Number(field) || 0);
}

function childrenOf(pid: number): readonly number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`).trim();
  return text === '' ? [] : text.split(/\s+/).map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export type Usage = Readonly<Record<string, number>>;

/** CPU seconds used since `before`, name by name. */
export function usedSince(before: Usage, now: Usage): Usage {
  return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value - (before[name] ?? 0)]));
}
