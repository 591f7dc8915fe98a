// Text coding is the one thing beyond the language that browsers, workers and Node all have and that touches nothing
// outside: no clock, no network, no randomness. The pure packages may use it; everything else comes in as an argument.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
