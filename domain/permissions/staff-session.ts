/** Without a request for so long a session of the staff is over, and what it held at a window is free. */
export const STAFF_IDLE_MS = 15 * 60_000;
