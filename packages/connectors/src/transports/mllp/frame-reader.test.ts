import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, latin1 } from '../../../tests/test-mllp.ts';
import { FrameReader, writeFrame } from './frame-reader.ts';

const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 10_000 : 300;

describe('MLLP frames', () => {
  const message = fc
    .uint8Array({ maxLength: 40 })
    .map((data) => data.filter((byte) => byte !== 0x0b && byte !== 0x1c));

  it('give the same messages for every split of the same bytes', () => {
    fc.assert(
      fc.property(
        fc.array(message),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (messages, sizes) => {
          const stream = Buffer.concat(
            messages.flatMap((one) => [writeFrame(one), bytes(one.length % 2 ? '\r\n' : '')]),
          );
          const reader = new FrameReader(100);
          const found: string[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            found.push(...reader.push(stream.subarray(at, at + size)).frames.map(latin1));
            at += size;
          }
          expect(found).toEqual(messages.map(latin1));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it.for<[string, string, readonly string[]]>([
    ['bytes between frames', '\x0bA\x1c\rx\x0bB\x1c\r', ['A']],
    ['a frame within a frame', '\x0bA\x1c\r\x0bB\x0bC\x1c\r', ['A']],
    ['an end that is none', '\x0bA\x1c\r\x0bB\x1cC\x1c\r', ['A']],
    ['a frame too large', `\x0bA\x1c\r\x0b${'B'.repeat(101)}\x1c\r`, ['A']],
  ])('HL7-01: %s ends the reading, after what came before', ([fault, stream, frames]) => {
    const whole = new FrameReader(100).push(bytes(stream));
    expect({ frames: whole.frames.map(latin1), fault: whole.fault }).toEqual({ frames, fault });
    const reader = new FrameReader(100);
    const last = [...bytes(stream)]
      .map((byte) => reader.push(Uint8Array.of(byte)))
      .find((read) => read.fault !== undefined);
    expect(last?.fault).toBe(fault);
  });

  it('hold no more than one message, however long a frame goes on', () => {
    const reader = new FrameReader(1_000);
    expect(reader.push(bytes(`\x0b${'x'.repeat(900)}`)).fault).toBeUndefined();
    expect(reader.push(bytes('x'.repeat(200))).fault).toBe('a frame too large');
  });
});
