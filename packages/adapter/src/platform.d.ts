// What browsers and Node both have and the core may use. Nothing else of either is declared, so that no clock,
// timer, network or file comes in unseen.

interface AbortSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}
