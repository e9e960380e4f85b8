// Services of the notice that are not built yet. Who may use them is settled (附件5, registration.md §7); a line goes when
// its service arrives.
import type { ApplicantKind } from './services/define.ts';

export interface AnnouncedService {
  readonly id: string;
  /** Its place in the notice, as of every service. */
  readonly number: number;
  readonly name: string;
  readonly english: string;
  readonly who: readonly ApplicantKind[];
}

export const ANNOUNCED: readonly AnnouncedService[] = [];

/** An announced service by its id; undefined where it is built already, or unknown. */
export function findAnnounced(id: string): AnnouncedService | undefined {
  return ANNOUNCED.find((service) => service.id === id);
}
