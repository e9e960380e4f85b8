// Reads a day of a hundred thousand lines at each bank, as the platform's own process would, and says how that went.
import { readAlipayBill } from '../../gateway/alipay-statement.ts';
import { readWechatBill } from '../../gateway/wechat-statement.ts';
import { alipayBill, wechatBill } from '../../sandbox/gateway/statements.ts';
import { billLines } from '../harness/bill-lines.ts';

const lines = billLines(100_000, '2026-03-02T02:00:00.000Z');
const [wechat, alipay] = [wechatBill(lines), alipayBill(lines, '2026-03-02')];

for (const read of [() => readWechatBill(wechat), () => readAlipayBill(alipay)]) {
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  const before = process.cpuUsage();
  const { lines: found, summary } = await read();
  const { user, system } = process.cpuUsage(before);
  clearInterval(ticking);
  console.log(JSON.stringify({ count: found.length, summary, turns, seconds: (user + system) / 1_000_000 }));
}
