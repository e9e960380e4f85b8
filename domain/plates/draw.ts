// 随机选号: five different numbers in the order of a drawn sequence. Pure: the same sequence gives the same five.
import { isWithheld, openNumberAt } from './open-numbers.ts';

/**
 * The first `size` different numbers of a sequence of places that are neither withheld nor taken. Each place being equally
 * likely, so is each free number. `taken` are those that turned out not to be free; kept with the seed, they make the draw
 * repeatable when the pool has moved on. @throws RangeError where the sequence ends before
 */
export function drawNumbers(
  places: Iterable<number>,
  taken: ReadonlySet<string>,
  size: number,
): readonly string[] {
  const drawn = new Set<string>();
  for (const place of places) {
    const number = openNumberAt(place);
    if (!isWithheld(number) && !taken.has(number)) drawn.add(number);
    if (drawn.size === size) return [...drawn];
  }
  throw new RangeError(`only ${drawn.size} numbers in the sequence`);
}
