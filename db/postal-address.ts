/** Recipient of a parcel. Personal: sealed in its own column, never in events. */
export interface PostalAddress {
  readonly recipient: string;
  readonly mobile: string;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
}
