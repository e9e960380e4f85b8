import { FEES_OFF, FEES_ON, feeFen, PLATE_FEES, POSTAGE } from './fees.ts';
import type { PlateCategory } from './register/codes.ts';
import type { FeeItem } from './services/define.ts';

describe('feeFen', () => {
  it.each<[FeeItem | null, PlateCategory | null, number]>([
    ['plates', '01', 10_000],
    ['plates', '02', 10_000],
    ['plates', '16', 10_000],
    ['plates', '15', 5_000],
    ['plates', '13', 4_000],
    ['plates', '07', 7_000],
    ['plates', '17', 7_000],
    ['temporary-plate', null, 500],
    ['vehicle-licence', '02', 1_000],
    ['driving-licence', null, 1_000],
    ['inspection-mark', '02', 0],
    [null, null, 0],
  ])('charges %s for category %s: %d fen', (fee, plateCategory, fen) => {
    expect(feeFen({ fee }, plateCategory, FEES_ON)).toBe(fen);
  });

  it('charges nothing while fees are off, which they are by default', () => {
    expect(feeFen({ fee: 'plates' }, '02')).toBe(0);
    expect(feeFen({ fee: 'plates' }, '02', FEES_OFF)).toBe(0);
  });

  it('states the basis of each price', () => {
    for (const { fen, basis } of [...Object.values(PLATE_FEES), POSTAGE]) {
      expect(Number.isInteger(fen)).toBe(true);
      expect(basis).not.toBe('');
    }
  });
});
