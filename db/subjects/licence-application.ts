// The own licence application, with the exams taken under it and those still booked.
import { textIn } from '../../domain/services/parts/rules.ts';
import { findLearning, learningKey } from '../exam-attempts.ts';
import type { SubjectSource } from './subject.ts';

export const readLicenceApplication: SubjectSource = async (tx, { account, form, applicationId }) => {
  const { personId, office } = account;
  const learning = personId === null ? undefined : await findLearning(tx, personId, office, applicationId);
  if (!learning) return undefined;
  const { facts } = learning;
  return {
    subject: { 'licence-application': facts },
    owned: true,
    local: learning.office === office,
    key: learningKey(facts.no, textIn(form, 'subject')),
    vehicleId: null,
    licenceId: null,
  };
};
