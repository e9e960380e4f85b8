// Runs the table of a service: an applicant who passes, each refusal, and the case just short of it.
import { isDelivered } from '../../application/circumstances.ts';
import { checkGate, type GateGiven } from '../../application/gate.ts';
import { type Refusal, type RefusalCode, refusalText } from '../../refusals.ts';
import type { Service, StatusBlock } from '../define.ts';
import { checkForm } from '../form.ts';

export interface RefusalCase {
  /** What is different from the applicant who passes. */
  readonly when: string;
  readonly code: RefusalCode;
  readonly zh: string;
  readonly pointer?: string;
  readonly refused: Partial<GateGiven>;
  /** The nearest case that still passes. */
  readonly passes: Partial<GateGiven>;
}

/** Own refusals of a service, as its tables name them. */
export function ownRefusals({ blocks, preconditions, documents }: Service): ReadonlySet<RefusalCode> {
  const uploads = documents
    .filter(({ source, required }) => source === 'upload' && required)
    .map(({ refusal }) => refusal ?? 'document-missing');
  const ruled = [...blocks, ...preconditions].map(({ refusal }) => refusal);
  return new Set([...ruled, ...uploads]);
}

export function describeService(service: Service, applicant: GateGiven, cases: readonly RefusalCase[]): void {
  describe(`${service.id} ${service.name}`, () => {
    it('lets the applicant through', () => {
      expect(checkForm(service.inputs, applicant.form)).toEqual({ form: applicant.form });
      expect(checkGate(service, applicant)).toBeNull();
    });

    it('has a case for each of its refusals', () => {
      const tested = new Set(cases.map(({ code }) => code));
      expect([...ownRefusals(service)].filter((code) => !tested.has(code))).toEqual([]);
    });

    it.each(cases)('refuses with $code when $when', ({ code, zh, pointer, refused, passes }) => {
      const refusal = checkGate(service, { ...applicant, ...refused });
      expect(refusal).toMatchObject({ code, ...(pointer && { pointer }) });
      expect(textOf(refusal)).toBe(zh);
      expect(checkGate(service, { ...applicant, ...passes })).toBeNull();
    });

    itBlocks(service, applicant);
    itAsksForDelivery(service, applicant);
  });
}

/** Each status named by a block stops the applicant by itself. */
function itBlocks(service: Service, applicant: GateGiven): void {
  const cases = blockedCases(service, applicant);
  if (cases.length === 0) return;
  it.each(cases)('is stopped by status $status', ({ refusal, given }) => {
    expect(checkGate(service, given)?.code).toBe(refusal);
  });
}

interface BlockedCase {
  readonly status: string;
  readonly refusal: RefusalCode;
  readonly given: GateGiven;
}

function blockedCases(service: Service, applicant: GateGiven): BlockedCase[] {
  const { vehicle, licence } = applicant;
  if (service.subject === 'vehicle' && vehicle) {
    return eachStatus(service.blocks, (status) => ({
      ...applicant,
      vehicle: { ...vehicle, statuses: [status] },
    }));
  }
  if (service.subject === 'licence' && licence) {
    return eachStatus(service.blocks, (status) => ({
      ...applicant,
      licence: { ...licence, statuses: [status] },
    }));
  }
  return [];
}

function eachStatus<S extends string>(
  blocks: readonly StatusBlock<S>[],
  givenWith: (status: S) => GateGiven,
): BlockedCase[] {
  return blocks.flatMap(({ statuses, refusal }) =>
    statuses.map((status) => ({ status, refusal, given: givenWith(status) })),
  );
}

function itAsksForDelivery(service: Service, applicant: GateGiven): void {
  it(isDelivered(service) ? 'asks for a delivery' : 'takes no delivery', () => {
    const delivery = isDelivered(service) ? null : ({ mode: 'pickup' } as const);
    const code = isDelivered(service) ? 'delivery-required' : 'delivery-not-offered';
    expect(checkGate(service, { ...applicant, delivery })?.code).toBe(code);
  });
}

function textOf(refusal: Refusal | null): string {
  return refusal === null ? '' : refusalText(refusal, 'zh');
}
