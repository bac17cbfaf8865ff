import type { Socket } from 'node:net';
import { FrameReader, writeFrame } from './frame-reader.ts';

/** What one connection may cost. */
export interface ConnectionLimits {
  readonly maxMessageBytes: number;
  /** For one frame from its first byte to its last. */
  readonly frameTimeoutInMs: number;
  /** Between frames. */
  readonly idleTimeoutInMs: number;
}

/** Where the answer to one frame goes. Answers leave in the order of the frames, whenever each is known. */
export interface PendingReply {
  /** Sends these messages, or none where the sender wants none. */
  settle(messages: readonly Uint8Array[]): void;
  /** Ends the connection without an answer: the sender sends again. */
  abandon(): void;
}

/** Frames that may wait for their answer on one connection, and their bytes: past either its sender has to wait. */
const MOST_PENDING = 100;
const MOST_PENDING_BYTES = 4 * 1024 * 1024;

interface Slot {
  readonly bytes: number;
  answer: readonly Uint8Array[] | undefined;
}

/** One sender's connection: frames in, answers out. */
export class MllpConnection {
  readonly #socket: Socket;
  readonly #limits: ConnectionLimits;
  readonly #onFrame: (frame: Uint8Array, reply: PendingReply) => void;
  readonly #frames: FrameReader;
  readonly #slots: Slot[] = [];
  #pendingBytes = 0;
  #frameTimer: NodeJS.Timeout | undefined;
  /** No more is read; what is pending is answered. */
  #isClosing = false;

  constructor(
    socket: Socket,
    limits: ConnectionLimits,
    onFrame: (frame: Uint8Array, reply: PendingReply) => void,
  ) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onFrame = onFrame;
    this.#frames = new FrameReader(limits.maxMessageBytes);
    socket.setTimeout(limits.idleTimeoutInMs, () => this.#onIdle());
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    socket.on('drain', () => this.#readOrWait());
    socket.on('end', () => this.#stopReading());
    socket.on('close', () => clearTimeout(this.#frameTimer));
    // A broken connection is its sender's to mend: nothing of it was acknowledged.
    socket.on('error', () => socket.destroy());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#isClosing) return;
    const { frames, fault } = this.#frames.push(chunk);
    for (const frame of frames) this.#take(frame);
    if (fault !== undefined) this.#stopReading();
    else this.#readOrWait();
  }

  #take(frame: Uint8Array): void {
    const slot: Slot = { bytes: frame.length, answer: undefined };
    this.#slots.push(slot);
    this.#pendingBytes += frame.length;
    this.#onFrame(frame, {
      settle: (messages) => {
        slot.answer = messages;
        this.#flush();
      },
      abandon: () => this.destroy(),
    });
  }

  /** Sends the answers that no earlier one holds up. */
  #flush(): void {
    while (this.#slots[0]?.answer !== undefined) {
      const { answer, bytes } = this.#slots.shift()!;
      this.#pendingBytes -= bytes;
      for (const message of answer ?? []) if (this.#socket.writable) this.#socket.write(writeFrame(message));
    }
    this.#readOrWait();
  }

  /** Reads on only while its sender may: TCP makes the sender wait. */
  #readOrWait(): void {
    const isFull = this.#slots.length >= MOST_PENDING || this.#pendingBytes >= MOST_PENDING_BYTES;
    if (this.#isClosing) {
      if (this.#slots.length === 0) this.#socket.end();
    } else if (isFull || this.#socket.writableNeedDrain) this.#socket.pause();
    else this.#socket.resume();
    this.#watchFrame();
  }

  #stopReading(): void {
    this.#isClosing = true;
    // Reading on is what notices that the other side has gone.
    this.#socket.resume();
    this.#readOrWait();
  }

  /** A frame that comes a byte at a time must not hold its connection for ever. */
  #watchFrame(): void {
    const isWaited = this.#frames.isOpen && !this.#isClosing && !this.#socket.isPaused();
    if (!isWaited) {
      clearTimeout(this.#frameTimer);
      this.#frameTimer = undefined;
    } else this.#frameTimer ??= setTimeout(() => this.destroy(), this.#limits.frameTimeoutInMs);
  }

  /** Silence while answers are awaited is ours, not the sender's. */
  #onIdle(): void {
    if (this.#slots.length === 0) this.destroy();
  }
}
