// What stands in a cell of a form: a text, a choice, a square to scan, or a place to sign.

/** One box of a choice, ticked or empty. */
export interface Tick {
  readonly label: string;
  readonly ticked: boolean;
}

export type Field =
  | { readonly label: string; readonly text: string; readonly large?: true }
  | { readonly label: string; readonly ticks: readonly Tick[] }
  /** A photograph; null leaves room to paste one. */
  | { readonly label: string; readonly picture: Uint8Array | null }
  /** A square to scan, and what is said beside it. */
  | { readonly label: string; readonly square: string; readonly caption: string }
  /** A place to sign below a statement; with `seal`, a place to stamp as well. */
  | {
      readonly label: string;
      readonly statement: string;
      readonly signer: string;
      readonly seal: string | null;
    };
