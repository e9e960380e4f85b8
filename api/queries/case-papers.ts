// The papers of a case, from what is stored of it: receipt, application form and slip, masked where it is asked for.
import { stored } from '../../db/json.ts';
import { getMatterOf } from '../../db/matters.ts';
import type { PaperFacts } from '../../db/paper-facts.ts';
import type { Application } from '../../domain/application/application.ts';
import { deliveryModesOf } from '../../domain/application/circumstances.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { reasonText } from '../../domain/application/reason-text.ts';
import { RIGHT_OF_APPEAL } from '../../domain/application/reasons.ts';
import { type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { ID_DOCUMENTS, type IdDocKind } from '../../domain/identity/identity-document.ts';
import { maskAddress, maskIdNo, maskMobile, maskName, maskPlate } from '../../domain/identity/masking.ts';
import type { PickupProxy } from '../../domain/pickup/proxy.ts';
import { explainClock } from '../../domain/promises/explain.ts';
import { type Refusal, refusalText } from '../../domain/refusals.ts';
import { PLATE_CATEGORIES } from '../../domain/register/codes.ts';
import { officeName } from '../../domain/register/local.ts';
import type { Service } from '../../domain/services/define.ts';
import { maskForm } from '../../domain/services/form-masking.ts';
import { findService } from '../../domain/services/index.ts';
import { applicationFormPaper } from '../../papers/application-form-paper.ts';
import { type ApplicantOnPaper, type CaseOnPaper, timeText } from '../../papers/case-parts.ts';
import type { FormPaper, Row } from '../../papers/form-paper.ts';
import { type PickupSlip, pickupSlipPaper } from '../../papers/pickup-slip-paper.ts';
import { receiptPaper } from '../../papers/receipt-paper.ts';
import { clocksOf } from './application-view.ts';

/** A paper, or why there is none. */
export type Made = FormPaper | { readonly refusal: Refusal };

interface Printing {
  readonly masked: boolean;
  readonly now: Instant;
}

/** The kind of document under which a service names its form. */
const APPLICATION_FORM = 'application-form';

/** S0: 牌证自取点. */
const PICKUP_PLACE = '车辆管理所牌证领取窗口';

/** 受理回执. Nothing of it is personal beyond a masked name and number, whoever reads it. */
export function receiptOf(facts: PaperFacts, now: Instant): Made {
  const { application } = facts;
  if (application.submittedAt === null) return { refusal: { code: 'receipt-not-ready' } };
  const { ending, acceptedAt, state } = application;
  return receiptPaper({
    ...onPaper(facts, { masked: true, now }),
    ...{ acceptedAt, stateName: LIFECYCLE[state].zh },
    promises: clocksOf(application).map((clock) => ({
      kind: clock.kind,
      dueAt: clock.dueAt,
      explanation: explainClock(clock, reasonText).zh,
    })),
    ending: ending && {
      reason: reasonText(ending.reason).zh,
      note: ending.note,
      rightOfAppeal: RIGHT_OF_APPEAL.zh,
    },
  });
}

/** The form that the service says the platform makes, under its own name. */
export function applicationFormOf(facts: PaperFacts, printing: Printing): Made {
  const service = findService(facts.service);
  const title = service?.documents.find(({ kind }) => kind === APPLICATION_FORM)?.zh;
  if (service === undefined || title === undefined) return { refusal: { code: 'form-not-offered' } };
  if (facts.erasedAt !== null) return { refusal: { code: 'already-erased' } };
  const { inputs } = service;
  const { masked } = printing;
  const { place } = facts.application;
  return applicationFormPaper({
    ...onPaper(facts, printing),
    ...{ title, inputs, masked, subject: subjectRows(facts, masked) },
    form: masked ? maskForm(inputs, facts.form) : facts.form,
    place: place && timeText(place.startsAt),
    delivery: deliveryOf(service, facts, masked),
  });
}

/** 领取凭证, while there is something to collect. */
export function slipOf(facts: PaperFacts, proxy: PickupProxy | undefined, now: Instant): Made {
  const { application, form, service } = facts;
  const opens = opensCounter(application);
  if (opens === null) return { refusal: { code: 'pickup-not-ready' } };
  const { handBack } = getMatterOf(service);
  return pickupSlipPaper({
    ...onPaper(facts, { masked: true, now }),
    ...opens,
    place: `${PICKUP_PLACE}(${officeName(facts.office)})`,
    handBack: handBack?.when(form) ? refusalText({ code: handBack.refusal }, 'zh') : null,
    proxy: proxy ? maskedProxy(proxy) : null,
  });
}

/** What opens the counter for a case now; null while nothing waits there. */
export function opensCounter({
  state,
  pickupCode,
  clocks,
}: Application): Pick<PickupSlip, 'pickupCode' | 'keptUntil'> | null {
  const keptUntil = clocks['pickup-keep']?.dueAt;
  if (state !== 'ready-for-pickup' || pickupCode === null || keptUntil === undefined) return null;
  return { pickupCode, keptUntil };
}

function maskedProxy({ name, idDocKind, idDocNo }: PickupProxy): PickupSlip['proxy'] {
  return { name: maskName(name), document: ID_DOCUMENTS[idDocKind].zh, idDocNo: maskIdNo(idDocNo) };
}

function onPaper(facts: PaperFacts, { masked, now }: Printing): CaseOnPaper {
  const { number, service, office, documents, application } = facts;
  return {
    ...{ number, documents, office: officeName(office), printedAt: now },
    service: {
      name: getMatterOf(service).name,
      documents: findService(service)?.documents ?? [],
    },
    applicant: applicantOf(facts, masked),
    submittedAt: application.submittedAt && toInstant(application.submittedAt),
  };
}

function applicantOf({ applicant }: PaperFacts, masked: boolean): ApplicantOnPaper {
  const { name, unitName, idDocNo, mobile, address } = applicant;
  const idDocKind = applicant.idDocKind === null ? null : stored<IdDocKind>(applicant.idDocKind);
  if (!masked) return { name, unitName, idDocKind, idDocNo, mobile, address };
  return {
    ...{ name: maskName(name), unitName, idDocKind },
    idDocNo: idDocNo === null ? null : maskIdNo(idDocNo),
    mobile: mobile === null ? null : maskMobile(mobile),
    address: address === null ? null : maskAddress(address),
  };
}

/** What the register calls the vehicle or the licence; of other subjects the form itself tells. */
function subjectRows({ vehicle, licence }: PaperFacts, masked: boolean): readonly Row[] {
  const number = (text: string) => (masked ? maskIdNo(text) : text);
  if (vehicle) {
    const { plateCategory, plateNumber, vin, brandModel } = vehicle;
    const categories: Readonly<Record<string, string>> = PLATE_CATEGORIES;
    return [
      [
        { label: '号牌种类', text: categories[plateCategory] ?? plateCategory },
        { label: '号牌号码', text: masked ? maskPlate(plateNumber) : plateNumber },
      ],
      [
        { label: '车辆识别代号', text: number(vin) },
        { label: '厂牌型号', text: brandModel },
      ],
    ];
  }
  if (licence === null) return [];
  const { licenceNo, fileNo } = licence;
  return [
    [
      { label: '驾驶证号', text: number(licenceNo) },
      { label: '档案编号', text: number(fileNo) },
    ],
  ];
}

function deliveryOf(service: Service, { application, address }: PaperFacts, masked: boolean) {
  const { delivery } = application;
  if (delivery === null) return null;
  const of = delivery.mode === 'post' ? address : null;
  const shown = (text: string | undefined, mask: (text: string) => string) =>
    text === undefined ? null : masked ? mask(text) : text;
  return {
    mode: delivery.mode,
    offered: deliveryModesOf(service),
    recipient: shown(of?.recipient, maskName),
    mobile: shown(of?.mobile, maskMobile),
    address: shown(of?.address, maskAddress),
    postcode: of?.postcode ?? null,
  };
}
