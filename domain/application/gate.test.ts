import { getService } from '../services/index.ts';
import { gateGiven, licence, vehicle } from '../services/testing/builders.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_FORMS } from '../services/testing/sample-forms.ts';
import { isDelivered } from './circumstances.ts';
import { checkGate, type GateAccount, type GateGiven } from './gate.ts';

const service = getService('plate-replace');
const deferral = getService('renewal-deferral');
const passing = gateGiven({
  vehicle: vehicle(),
  form: SAMPLE_FORMS['plate-replace'],
  documents: SAMPLE_DOCUMENTS['plate-replace'],
});
const { account } = passing;

interface Fault extends Partial<Omit<GateGiven, 'account'>> {
  readonly account?: Partial<GateAccount>;
}

/** Every check of the gate that can fail by itself, in the order of the gate. */
const FAULTS: readonly (readonly [string, Fault])[] = [
  ['account-not-active', { account: { state: 'suspended' } }],
  ['window-registration-required', { account: { kind: 'ind-online' } }],
  ['service-not-open', { serviceOpen: false }],
  ['subject-not-own', { owned: false }],
  ['subject-not-local', { local: false }],
  ['vehicle-stolen', { vehicle: vehicle({ statuses: ['C'] }) }],
  ['duplicate-application', { duplicate: true }],
  ['address-not-deliverable', { delivery: { mode: 'post', zone: 'undeliverable' } }],
  ['contact-missing', { account: { hasContact: false } }],
  ['plates-lost', { form: { ...passing.form, reason: 'lost' } }],
  ['document-missing', { documents: [] }],
];

function withFaults(...faults: readonly Fault[]): GateGiven {
  let given = passing;
  for (const fault of faults) given = { ...given, ...fault, account: { ...given.account, ...fault.account } };
  return given;
}

describe('checkGate', () => {
  it('lets a complete application through', () => {
    expect(checkGate(service, passing)).toBeNull();
  });

  it.each(FAULTS)('answers %s', (code, fault) => {
    expect(checkGate(service, withFaults(fault))?.code).toBe(code);
  });

  it('answers the earliest of several faults', () => {
    const faults = FAULTS.map(([, fault]) => fault);
    const answers = faults.map((_, index) => checkGate(service, withFaults(...faults.slice(index)))?.code);
    expect(answers).toEqual(FAULTS.map(([code]) => code));
  });

  it.each(['pending', 'suspended', 'cancelled'] as const)('refuses an account that is %s', (state) => {
    expect(checkGate(service, { ...passing, account: { ...account, state } })?.code).toBe(
      'account-not-active',
    );
  });

  it('answers for a missing vehicle as for a foreign one', () => {
    const foreign = checkGate(service, { ...passing, owned: false });
    expect(checkGate(service, { ...passing, vehicle: null })).toEqual(foreign);
    expect(checkGate(deferral, { ...passing, delivery: null })).toEqual(foreign);
  });

  it('posts to the whole country and hands over everywhere', () => {
    for (const zone of ['city', 'province', 'interprovince'] as const) {
      expect(checkGate(service, { ...passing, delivery: { mode: 'post', zone } })).toBeNull();
    }
    expect(checkGate(service, { ...passing, delivery: { mode: 'pickup' } })).toBeNull();
  });

  it('names every status that stops the service', () => {
    const given = { ...passing, vehicle: vehicle({ statuses: ['J', 'G', 'K'] }) };
    expect(checkGate(service, given)).toEqual({ code: 'status-blocking', slots: { 状态: '嫌疑车、查封' } });
  });

  it('asks for a delivery where something is delivered and refuses one where nothing is', () => {
    const deferring = gateGiven({
      licence: licence(),
      form: SAMPLE_FORMS['renewal-deferral'],
      documents: SAMPLE_DOCUMENTS['renewal-deferral'],
    });
    expect([isDelivered(service), isDelivered(deferral)]).toEqual([true, false]);
    expect(checkGate(service, { ...passing, delivery: null })?.code).toBe('delivery-required');
    expect(checkGate(deferral, deferring)?.code).toBe('delivery-not-offered');
    expect(checkGate(deferral, { ...deferring, delivery: null })).toBeNull();
  });
});
