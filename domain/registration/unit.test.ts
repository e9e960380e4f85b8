// Every kind of unit with every service option, and everything that may be wrong with its documents.
import { addDays } from '../calendar/local-date.ts';
import { type ChangedAccount, checkChange } from './changes.ts';
import { AGENT, paper, TODAY, unit } from './testing/samples.ts';
import { type Agent, checkUnit, handlerOf, orgCodeOf, type UnitRegistration } from './unit.ts';
import { UNIT_KINDS, UNIT_OPTIONS, type UnitKind, type UnitOption } from './unit-kinds.ts';

const KINDS = Object.keys(UNIT_KINDS) as UnitKind[];
const OPTIONS = Object.keys(UNIT_OPTIONS).map(Number) as UnitOption[];

/** registration.md §6, copied by hand. */
const MAY: Readonly<Record<UnitKind, readonly UnitOption[]>> = {
  'transport-company': [1, 2, 3],
  'driving-school': [3, 6],
  'car-dealer': [3, 6],
  hospital: [3, 6],
  school: [2, 3],
  'transport-authority': [3, 4],
  'safety-authority': [3, 4],
  'education-authority': [3, 5],
  'other-unit': [3],
};

test.each(KINDS.flatMap((kind) => OPTIONS.map((option) => [kind, option] as const)))(
  '%s with option %i',
  (kind, option) => {
    const refusal = checkUnit(unit(kind, { options: [option] }), null, TODAY);
    expect(refusal).toEqual(
      MAY[kind].includes(option) ? null : { code: 'option-not-allowed', pointer: '/options/0' },
    );
  },
);

test('the notice names nine kinds of units', () => {
  expect(KINDS).toHaveLength(9);
});

describe('the code of a unit', () => {
  const USCC = '9144030071526726XG';

  test.each([
    ['71526726-X', null, '71526726X'],
    ['19220382-1', null, '192203821'],
    [null, USCC, '71526726X'],
    ['71526726-X', USCC, '71526726X'],
    ['192203821', USCC, null],
    ['715267260', null, null],
    [null, '9144030071526726XH', null],
    [null, null, null],
  ])('%s with %s: %s', (orgCode, uscc, known) => {
    expect(orgCodeOf({ orgCode, uscc })).toBe(known);
    const refusal = checkUnit(unit('other-unit', { orgCode, uscc }), null, TODAY);
    expect(refusal?.code).toBe(known === null ? 'org-code-invalid' : undefined);
  });
});

describe('on file', () => {
  const form = unit('school');
  const onFile = { name: form.name, legalRepresentativeName: '张法定', isLiving: false };

  test('a unit that gave up its account registers again', () => {
    expect(checkUnit(form, onFile, TODAY)).toBeNull();
  });
  test.each([
    ['unit-already-registered', { isLiving: true }],
    ['unit-name-mismatch', { name: '另一家公司' }],
    ['legal-representative-mismatch', { legalRepresentativeName: '另一个人' }],
  ])('%s', (code, more) => {
    expect(checkUnit(form, { ...onFile, ...more }, TODAY)?.code).toBe(code);
  });
});

describe('an agent', () => {
  const authorisation = AGENT.authorisation ?? undefined;
  if (!authorisation) throw new Error('the sample agent is authorised');
  const by = (agent: Agent): UnitRegistration => unit('hospital', { agent });

  test('comes in the place of the legal representative, and uses the account first', () => {
    expect(checkUnit(by(AGENT), null, TODAY)).toBeNull();
    expect(handlerOf(by(AGENT)).name).toBe('李代办');
    expect(handlerOf(unit('hospital')).name).toBe('张法定');
  });

  test.each([
    ['nothing', null],
    ['another agent', { ...authorisation, agentName: '别人' }],
    ['another unit', { ...authorisation, unitName: '别的单位' }],
    ['no seal', { ...authorisation, sealed: false }],
    ['tomorrow’s date', { ...authorisation, signedOn: addDays(TODAY, 1) }],
  ])('with %s is refused', (_what, wrong) => {
    expect(checkUnit(by({ ...AGENT, authorisation: wrong }), null, TODAY)).toEqual({
      code: 'agent-without-authorisation',
      pointer: '/agent/authorisation',
    });
  });

  test('identifies like everybody', () => {
    const expired = { ...AGENT, document: paper('resident-id', { validTo: addDays(TODAY, -1) }) };
    expect(checkUnit(by(expired), null, TODAY)).toEqual({
      code: 'identity-document-expired',
      pointer: '/agent/document/validTo',
    });
    expect(checkUnit(by({ ...AGENT, mobile: '1' }), null, TODAY)?.pointer).toBe('/agent/mobile');
  });
});

test('the legal representative identifies like everybody', () => {
  const document = paper('resident-id', { number: '412801199003071233' });
  const form = unit('school', { legalRepresentative: { name: '张法定', document } });
  expect(checkUnit(form, null, TODAY)).toEqual({
    code: 'id-number-invalid',
    pointer: '/legalRepresentative/document/number',
  });
});

test('a unit that chooses nothing could do nothing', () => {
  expect(checkUnit(unit('school', { options: [] }), null, TODAY)?.code).toBe('field-required');
});

describe('changes', () => {
  const online: ChangedAccount = { kind: 'ind-online', unit: null };
  const window: ChangedAccount = { kind: 'ind-window', unit: null };
  const ofUnit: ChangedAccount = { kind: 'unit', unit: { kind: 'school', name: '第一小学' } };
  const agent = {
    ...AGENT,
    authorisation: AGENT.authorisation && { ...AGENT.authorisation, unitName: '第一小学' },
  };
  const MADE = [
    [{ kind: 'mobile', mobile: '13812341234' }, [true, true, true]],
    [{ kind: 'name', name: '王大明' }, [true, true, false]],
    [{ kind: 'id-number', document: paper('resident-id') }, [true, true, false]],
    [{ kind: 'reduce-to-online' }, [false, true, false]],
    [{ kind: 'unit-options', options: [2, 3] }, [false, false, true]],
    [{ kind: 'unit-agent', agent }, [false, false, true]],
    [
      { kind: 'unit-legal-representative', legalRepresentative: unit('school').legalRepresentative },
      [false, false, true],
    ],
  ] as const;

  test.each(MADE)('%j', (change, whose) => {
    const codes = [online, window, ofUnit].map(
      (account) => checkChange(change, account, TODAY)?.code ?? null,
    );
    expect(codes).toEqual(whose.map((may) => (may ? null : 'change-not-applicable')));
  });

  test.each([
    [{ kind: 'mobile', mobile: '0' } as const, ofUnit, 'mobile-invalid', '/mobile'],
    [{ kind: 'unit-options', options: [6] } as const, ofUnit, 'option-not-allowed', '/options/0'],
    [
      { kind: 'unit-agent', agent: AGENT } as const,
      ofUnit,
      'agent-without-authorisation',
      '/agent/authorisation',
    ],
    [
      { kind: 'id-number', document: paper('hk-id', { number: 'A1234567' }) } as const,
      window,
      'id-number-invalid',
      '/document/number',
    ],
  ])('%j is refused', (change, account, code, pointer) => {
    expect(checkChange(change, account, TODAY)).toMatchObject({ code, pointer });
  });
});
