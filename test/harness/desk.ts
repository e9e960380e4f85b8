// The people of a case as tests see them: they decide, and what is stored of the case can be read back.
import { randomUUID } from 'node:crypto';
import { decideCase } from '../../db/decide.ts';
import type { Deciding } from '../../db/deciding.ts';
import type { DecideRequest, Outcome } from '../../db/decision.ts';
import { stored } from '../../db/json.ts';
import type { Application } from '../../domain/application/application.ts';
import type { Command } from '../../domain/application/commands.ts';
import type { ApplicationEvent } from '../../domain/application/events.ts';
import type { Role } from '../../domain/application/lifecycle.ts';
import { findTransition } from '../../domain/application/lifecycle.ts';

/** One member of each role; ids are accounts' ids in form only. */
const STAFF: Readonly<Record<Role, string>> = {
  applicant: randomUUID(),
  registrar: randomUUID(),
  clerk: randomUUID(),
  reviewer: randomUUID(),
  production: randomUUID(),
  dispatch: randomUUID(),
  cashier: randomUUID(),
  publisher: randomUUID(),
  supervisor: randomUUID(),
  auditor: randomUUID(),
  administrator: randomUUID(),
  courier: 'ems',
  system: 'system',
};

export type CaseOnDesk = ReturnType<typeof caseOnDesk>;

/** A stored case in the hands of tests. */
export function caseOnDesk(deciding: Deciding, id: string) {
  const { db } = deciding;

  async function application(): Promise<Application> {
    const row = await db.application.findUniqueOrThrow({ where: { id }, select: { snapshot: true } });
    return stored<Application>(row.snapshot);
  }

  /** Gives the command as whoever may give it; refusals are answers. */
  async function tries(command: Command, more: Partial<DecideRequest> = {}): Promise<Outcome> {
    const { state } = await application();
    const role = findTransition(state, command.action)?.by[0] ?? 'clerk';
    return decideCase(deciding, {
      applicationId: id,
      command,
      actor: { id: STAFF[role], role },
      ...more,
    });
  }

  return {
    id,
    application,
    tries,
    /** @throws Error when one of the commands is refused */
    async does(...commands: readonly Command[]): Promise<void> {
      for (const command of commands) {
        const { refusal } = await tries(command);
        if (refusal) throw new Error(`${command.action}: ${refusal.code}`);
      }
    },
    async state() {
      return (await application()).state;
    },
    async events(): Promise<readonly ApplicationEvent[]> {
      const rows = await db.applicationEvent.findMany({
        where: { applicationId: id },
        orderBy: { seq: 'asc' },
      });
      return rows.map(({ seq, type, at, actorId, actorRole, action, data }) =>
        stored<ApplicationEvent>({
          ...stored<object>(data),
          seq,
          type,
          at: at.toISOString(),
          actor: { id: actorId, role: actorRole },
          action,
        }),
      );
    },
    async eventTypes(): Promise<readonly string[]> {
      const rows = await db.applicationEvent.findMany({
        where: { applicationId: id },
        orderBy: { seq: 'asc' },
        select: { type: true },
      });
      return rows.map(({ type }) => type);
    },
    /** Every rung recorded, as `clock/round/rung`, in the order in which they were raised. */
    async rungs(): Promise<readonly string[]> {
      const rows = await db.clockRung.findMany({ where: { applicationId: id }, orderBy: { seq: 'asc' } });
      return rows.map(({ kind, round, rung }) => `${kind}/${round}/${rung}`);
    },
    /** The number of the parcel on its way or to be sent. */
    async trackingNumber(): Promise<string> {
      const { parcel } = await application();
      if (!parcel?.trackingNumber) throw new Error(`case ${id} has no parcel`);
      return parcel.trackingNumber;
    },
  };
}
