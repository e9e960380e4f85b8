// A long day's statement, read in a process of its own: what a test runs in is several times as slow.
import { runToEnd } from '../../bench/rig/processes.ts';

test('a hundred thousand lines are read within seconds of the processor, while others have their turn', async () => {
  const { code, printed } = await runToEnd('test/gateway/read-long-bills.ts', [], process.env);
  expect({ code, printed }).toMatchObject({ code: 0 });
  const readings = printed.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  expect(readings).toHaveLength(2);
  for (const { count, summary, turns, seconds } of readings) {
    expect(count).toBe(100_000);
    expect(summary).toMatchObject({ paidCount: 50_000, refundedCount: 50_000, refundedFen: 50_000 });
    expect(turns).toBeGreaterThan(20);
    expect(seconds).toBeLessThan(8);
  }
}, 240_000);
