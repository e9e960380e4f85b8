// Figures: one JSON object each on stdout with --json, and a table of their medians for people.
import { loadavg } from 'node:os';
import { median } from './rig/clients.ts';

export interface Figure {
  readonly bench: string;
  /** In kebab-case: `per-second`, `p99`, `seconds`. */
  readonly figure: string;
  readonly value: number;
  /** Times in ms unless it says otherwise. */
  readonly unit: string;
  readonly n: number;
  /** What it is set beside. */
  readonly against?: string;
  /** This value over that one. */
  readonly ratio?: number;
}

export interface Report {
  add(figure: Figure): void;
  /** Shows how far it is; never on stdout. */
  tell(line: string): void;
  print(): void;
}

export function createReport(json: boolean): Report {
  const figures: (Figure & { load: number })[] = [];
  const out = json ? console.error : console.log;
  return {
    add: (figure) => {
      const load = rounded(loadavg()[0] ?? 0);
      const value = rounded(figure.value);
      const ratio = figure.ratio === undefined ? {} : { ratio: rounded(figure.ratio) };
      const full = { ...figure, value, ...ratio, load };
      figures.push(full);
      if (json) console.log(JSON.stringify(full));
    },
    tell: (line) => console.error(line),
    print: () => out(tableOf(figures)),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function tableOf(figures: readonly (Figure & { load: number })[]): string {
  const names = new Map(figures.map((figure) => [`${figure.bench} ${figure.figure}`, figure]));
  const rows = [...names].map(([name, { unit, n, against }]) => {
    const runs = figures.filter((figure) => `${figure.bench} ${figure.figure}` === name);
    const values = runs.map(({ value }) => value);
    const ratios = runs.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]));
    const beside = ratios.length === 0 ? '' : `${rounded(median(ratios))} × ${against}`;
    const spread = values.length === 1 ? '' : `(${Math.min(...values)}–${Math.max(...values)})`;
    const load = Math.max(...runs.map((run) => run.load));
    return [name, rounded(median(values)), spread, unit, beside, `n ${n} × ${runs.length}`, `load ${load}`];
  });
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  return rows.map((row) => row.map((cell, at) => String(cell).padEnd(widths[at] ?? 0)).join('  ')).join('\n');
}
