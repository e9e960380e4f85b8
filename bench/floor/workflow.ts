// The least that carrying one application can cost: wait for the next poke or the one alarm, end with the case.
import { condition, defineSignal, setHandler } from '@temporalio/workflow';
import { FLOOR_SIGNAL, type FloorPoke } from './contract.ts';

const poked = defineSignal<[FloorPoke]>(FLOOR_SIGNAL);

export async function floorWorkflow(_id: string): Promise<void> {
  let newest: FloorPoke = { seq: 0, alarmAt: null, open: true };
  setHandler(poked, (poke) => {
    if (poke.seq > newest.seq) newest = poke;
  });
  await condition(() => newest.seq > 0);
  while (newest.open) {
    const { seq, alarmAt } = newest;
    const isNews = () => newest.seq > seq;
    if (alarmAt === null) await condition(isNews);
    else await condition(isNews, Math.max(1, alarmAt - Date.now()));
  }
}
