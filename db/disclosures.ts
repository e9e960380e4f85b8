// Personal data in full, for those who have given a reason. Every reading belongs into the transaction of its audit row.
import type { RegistrationForm } from '../domain/registration/form.ts';
import type { Form } from '../domain/services/define.ts';
import type { Transaction } from './client.ts';
import { stored } from './json.ts';
import type { PostalAddress } from './postal-address.ts';

export interface FullIdentity {
  readonly name: string;
  readonly idDocKind: string | null;
  readonly idDocNo: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
  readonly unitName: string | null;
}

/** Person and unit behind an account. */
export const WHOSE = { person: true, unit: { select: { name: true } } } as const;

interface Holder {
  readonly displayName: string;
  readonly mobile: string | null;
  readonly unit: { readonly name: string } | null;
  readonly person: {
    readonly name: string;
    readonly idDocKind: string;
    readonly idDocNo: string;
    readonly mobile: string | null;
    readonly address: string | null;
  } | null;
}

/** Who an account belongs to, in full. */
export function identityOf({ displayName, mobile, unit, person }: Holder): FullIdentity {
  return {
    name: person?.name ?? displayName,
    idDocKind: person?.idDocKind ?? null,
    idDocNo: person?.idDocNo ?? null,
    mobile: person?.mobile ?? mobile,
    address: person?.address ?? null,
    unitName: unit?.name ?? null,
  };
}

export interface FullApplication {
  readonly office: string;
  readonly applicantId: string;
  readonly submittedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly applicant: FullIdentity;
  readonly form: Form | RegistrationForm;
  readonly address: PostalAddress | null;
}

/** Applicant, form and address of an application; undefined where there is none. */
export async function findFullApplication(tx: Transaction, id: string): Promise<FullApplication | undefined> {
  const row = await tx.application.findUnique({ where: { id }, include: { applicant: { include: WHOSE } } });
  if (row === null) return undefined;
  const { office, applicantId, submittedAt, erasedAt, form, address, applicant } = row;
  return {
    ...{ office, applicantId, submittedAt, erasedAt, address },
    form: stored<Form | RegistrationForm>(form),
    applicant: identityOf(applicant),
  };
}

export interface FullAccount {
  readonly kind: string;
  readonly office: string;
  readonly erasedAt: Date | null;
  readonly identity: FullIdentity;
}

/** Whose account it is; undefined where there is none. */
export async function findFullAccount(tx: Transaction, id: string): Promise<FullAccount | undefined> {
  const row = await tx.account.findUnique({ where: { id }, include: WHOSE });
  if (row === null) return undefined;
  const { kind, office, erasedAt } = row;
  return { kind, office, erasedAt, identity: identityOf(row) };
}
