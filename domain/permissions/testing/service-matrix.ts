// 23 services × 9 kinds of users: every cell of the matrix of registration.md §7, copied here by hand.
import type { UnitKind } from '../../registration/unit-kinds.ts';

/** ✓ may use · L may use once it is live · w, u, p refused: window registration required, unit kind, not permitted. */
export type Cell = '✓' | 'L' | 'w' | 'u' | 'p' | 'o3' | 'o6' | 'L6';

// biome-ignore format: a table
export const SERVICE_MATRIX: Readonly<Record<string, readonly Cell[]>> = {
  //                            IO   IW   transp school  dealer hosp  school auth  other
  'plate-reissue':             ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'plate-replace':             ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'inspection-mark-reissue':   ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'inspection-appointment':    ['✓', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'owner-contact-change':      ['✓', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'hospital-physical-exam':    ['p', 'p', 'u',   'u',    'u',   'o6', 'u',   'u',  'u'],
  'hospital-body-certificate': ['p', 'p', 'u',   'u',    'u',   'o6', 'u',   'u',  'u'],
  'licence-renewal':           ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'licence-overage-exchange':  ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'licence-lost-reissue':      ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'licence-damaged-replace':   ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'renewal-deferral':          ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'review-deferral':           ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'body-certificate-deferral': ['w', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'driver-contact-change':     ['✓', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'violation-handling':        ['✓', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'fine-payment':              ['✓', '✓', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'temporary-plate':           ['p', 'p', 'u',   'u',    'L6',  'u',  'u',   'u',  'u'],
  'plate-preselection':        ['✓', '✓', 'o3',  'o3',   'o3',  'o3', 'o3',  'o3', 'o3'],
  'vehicle-licence-reissue':   ['w', 'L', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'vehicle-licence-replace':   ['w', 'L', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'exam-appointment':          ['L', 'L', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
  'exam-appointment-cancel':   ['L', 'L', 'u',   'u',    'u',   'u',  'u',   'u',  'u'],
};

/** The kinds of units behind each column; authorities are one column of three kinds. */
export const UNITS_OF_COLUMN: readonly (readonly UnitKind[])[] = [
  [],
  [],
  ['transport-company'],
  ['driving-school'],
  ['car-dealer'],
  ['hospital'],
  ['school'],
  ['transport-authority', 'education-authority', 'safety-authority'],
  ['other-unit'],
];
