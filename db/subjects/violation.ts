// A surveillance record by its number, under the locks of record and licence: what is judged here is decided in the same transaction.
import { textIn } from '../../domain/services/parts/rules.ts';
import { readViolationFacts } from '../violations/facts.ts';
import { lockLicenceOf, lockRecord } from '../violations/locks.ts';
import { isViolationSystemReachable } from '../violations/reachability.ts';
import type { SubjectReading, SubjectSource } from './subject.ts';

/** Whose record it is, and whether it is of this city, rows of the service's own say. */
const NAMED_BY_NOTHING = { key: null, vehicleId: null, licenceId: null } as const;

const OUT_OF_REACH: SubjectReading = { ...NAMED_BY_NOTHING, owned: false, local: false, isOutOfReach: true };

export const readViolation: SubjectSource = async (tx, { account, form, now, codeIsGood }) => {
  if (!(await isViolationSystemReachable(tx, now))) return OUT_OF_REACH;
  const record = await lockRecord(tx, textIn(form, 'recordNo'));
  // What has not been checked by an officer yet is not shown to anybody.
  if (!record || record.state === 'recorded') return undefined;
  const { id: accountId, personId } = account;
  if (personId !== null) await lockLicenceOf(tx, personId);
  const facts = await readViolationFacts(tx, record, { accountId, personId }, now);
  return {
    ...NAMED_BY_NOTHING,
    owned: true,
    local: true,
    subject: { violation: { ...facts, codeIsGood } },
  };
};
