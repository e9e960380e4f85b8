// Mutations = audit rows, for statements: gone through by the platform, resolved and closed by two persons.
import { statementContracts as contracts } from '../../../api/contract/statements.ts';
import { deciding } from '../../../db/deciding.ts';
import { FEES_OFF } from '../../../domain/fees.ts';
import { balanceScene } from '../../harness/balance-scene.ts';
import { employ, type Person, signedIn } from '../../harness/people.ts';
import { statementPlay } from '../../harness/statements.ts';

let cashier: Person;
let second: Person;
const scene = balanceScene(async (api) => {
  await employ(api, [
    { login: 'cashier', role: 'cashier' },
    { login: 'second', role: 'cashier' },
  ]);
  cashier = await signedIn(api.url, 'cashier');
  second = await signedIn(api.url, 'second');
});
const { noted, balanced } = scene;

test('a day from its statements to its closing', async () => {
  const { db, clock } = scene.api;
  const play = statementPlay(
    deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: clock.now }),
  );
  // Orders whose application goes on with them change two things, and tell of both.
  const [twice, waiting, silent] = [await play.reconciled(), await play.paid(), await play.reconciled()];
  const on = clock.today;
  const lines = [twice.line, await play.lineOf(twice)];
  clock.advance({ minutes: 24 * 60 });

  const { mutations } = await balanced(async () => {
    // Again, as after a worker that died: nothing more to tell of.
    for (const _twice of [1, 2]) {
      await play.goThrough({ channel: 'wechat', on }, lines);
      await play.goThrough({ channel: 'alipay', on }, []);
    }
  });
  // Three steps for each bank, and two orders that were told.
  expect(mutations).toBe(8);

  await balanced(async () => {
    const { items } = (await cashier.ask(contracts.day, { params: { on } })).body.differences;
    const open = items.filter(({ state }) => state === 'open');
    expect(open.map(({ orderNo }) => orderNo).sort()).toEqual(
      [twice.orderNo, waiting.orderNo, silent.orderNo].sort(),
    );
    const body = { resolution: 'fault-of-bank', note: '对账单漏记,已补' };
    for (const { id } of open) {
      await noted(cashier).ask(contracts.propose, { params: { id }, body });
      await noted(second).ask(contracts.reject, { params: { id } });
      await noted(cashier).ask(contracts.propose, { params: { id }, body });
      await noted(cashier).ask(contracts.confirm, { params: { id } });
      await noted(second).ask(contracts.confirm, { params: { id } });
      await noted(second).ask(contracts.confirm, { params: { id } });
    }
    await noted(cashier).ask(contracts.close, { params: { on } });
    await noted(cashier).ask(contracts.close, { params: { on } });
  });
});

test('everything that people can change of statements was driven', () => {
  expect(scene.undriven('statements')).toEqual([]);
});
