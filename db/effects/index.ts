// Where each kind of effect is carried out.
import type { RegisterEffect } from '../../domain/services/define.ts';
import { confirmCancelled } from '../exam-cancelling.ts';
import { confirmPaid } from '../payments/order-for-application.ts';
import { applyRegistration } from '../registration-effects.ts';
import { confirmPenalised } from '../violations/handling.ts';
import { submitBodyCertificate } from './body-certificate.ts';
import { reissuing } from './certificates.ts';
import { changeContact } from './change-contact.ts';
import { deferring } from './deferral.ts';
import type { Effect } from './effect.ts';
import { issueTemporaryPlate } from './issue-temporary-plate.ts';
import { exchangeOverageLicence } from './overage-exchange.ts';
import { recordPhysicalExam } from './physical-exam.ts';
import { recordExamResult } from './record-exam-result.ts';
import { recordInspection } from './record-inspection.ts';
import { reissueLicence, renewLicence } from './renewal.ts';

const register: Effect = async (tx, { locked, now }) => {
  await applyRegistration(tx, locked, now);
  return null;
};

const nothing: Effect = async () => null;

/** How an effect is carried out. */
export function effectOf(effect: RegisterEffect): Effect {
  switch (effect.kind) {
    case 'reissue':
      return reissuing(effect.certificate);
    case 'renew-licence':
      return renewLicence;
    case 'reissue-licence':
      return reissueLicence;
    case 'exchange-overage-licence':
      return exchangeOverageLicence;
    case 'defer':
      return deferring(effect);
    case 'change-contact':
      return changeContact;
    case 'record-inspection':
      return recordInspection;
    case 'record-exam-result':
      return recordExamResult;
    case 'cancel-exam-appointment':
      return confirmCancelled;
    case 'pay-fines':
      return confirmPaid;
    case 'handle-violation':
      return confirmPenalised;
    case 'record-physical-exam':
      return recordPhysicalExam;
    case 'submit-body-certificate':
      return submitBodyCertificate;
    case 'issue-temporary-plate':
      return issueTemporaryPlate;
    case 'register-individual':
    case 'register-unit':
    case 'upgrade-account':
    case 'change-account':
      return register;
    case 'none':
      return nothing;
  }
}
