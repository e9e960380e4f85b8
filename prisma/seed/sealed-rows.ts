// Rows as they lie in the tables: what names a person is sealed and indexed on the way in.
import type { Vault } from '../../db/vault.ts';
import type { AccountRow, LicenceRow, PersonRow } from './rows.ts';

const sealedOr = (vault: Vault, text: string | null) => (text === null ? null : vault.seal(text));
const mobileIndexOr = (vault: Vault, mobile: string | null) =>
  mobile === null ? null : vault.index('mobile', mobile);

export function sealedPersonRow(vault: Vault, { id_doc_no, mobile, address, ...row }: PersonRow) {
  return {
    ...row,
    id_doc_no_sealed: vault.seal(id_doc_no),
    id_doc_no_index: vault.index('id-number', id_doc_no),
    mobile_sealed: sealedOr(vault, mobile),
    mobile_index: mobileIndexOr(vault, mobile),
    address_sealed: sealedOr(vault, address),
  };
}

export function sealedAccountRow(vault: Vault, { mobile, totp_secret, ...row }: AccountRow) {
  return {
    ...row,
    mobile_sealed: sealedOr(vault, mobile),
    mobile_index: mobileIndexOr(vault, mobile),
    totp_sealed: sealedOr(vault, totp_secret),
  };
}

export function sealedLicenceRow(vault: Vault, { licence_no, ...row }: LicenceRow) {
  return {
    ...row,
    licence_no_sealed: vault.seal(licence_no),
    licence_no_index: vault.index('id-number', licence_no),
  };
}
