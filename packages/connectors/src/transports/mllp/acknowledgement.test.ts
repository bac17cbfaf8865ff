import { createError } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { adt, answers, bytes, connectTo, consume, createFeed, ended } from '../../../tests/test-mllp.ts';
import { writeFrame } from './frame-reader.ts';

describe('MLLP acknowledgements', () => {
  it('come once the delivery is accepted, and not before', async () => {
    const feed = createFeed();
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    consume(feed, () => (reached.resolve(), gate.promise));
    const socket = await connectTo(feed);
    let isAnswered = false;
    socket.once('readable', () => (isAnswered = true));
    socket.write(writeFrame(adt('M1')));
    await reached.promise;
    expect(isAnswered).toBe(false);
    gate.resolve();
    const [answer] = await answers(socket, 1);
    expect(answer).toEqual([
      expect.stringMatching(
        /^MSH\|\^~\\&\|CP\|DIR\|PAS\|RNM\|20261121120000\+0000\|\|ACK\^A28\^ACK\|ACK\d+\|P\|2\.4$/,
      ),
      'MSA|AA|M1',
      '',
    ]);
  });

  it.for<[string, Uint8Array, readonly string[], string[]?]>([
    ['AA in original mode', adt('M1'), ['MSA|AA|M1']],
    ['CA where MSH-15 asks for it', adt('M1', '', '|||AL|NE'), ['MSA|CA|M1']],
    ['both where both are asked for', adt('M1', '', '|||AL|AL'), ['MSA|CA|M1', 'MSA|AA|M1']],
    ['AA alone where only MSH-16 asks', adt('M1', '', '|||NE|SU'), ['MSA|AA|M1']],
    ['AR for a type that is not taken', bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|2.4\r'), ['MSA|AR|M1|Messages of this type are not taken here.']],
    ['AR for training messages', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28|M1|T|2.4\r'), ['MSA|AR|M1|MSH-11 is not taken here.']],
    ['AR for version 3', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28|M1|P|3.0\r'), ['MSA|AR|M1|MSH-12 is no version 2.']],
    ['AR without a control id', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28||P|2.4\r'), ['MSA|AR||MSH-10 is empty.']],
    ['CR in enhanced mode', bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|2.4|||ER|NE\r'), ['MSA|CR|M1|Messages of this type are not taken here.']],
    ['AR for two messages in one frame', Buffer.concat([adt('M1'), adt('M2')]), ['MSA|AR|M1|A frame must hold one message.']],
    ['AR for a batch', bytes('FHS|^~\\&|A\rMSH|^~\\&|A|B|C|D|||ADT^A28|M1|P|2.4\r'), []],
    ['AE for a line that is no segment', adt('M1', 'not a segment\r'), ['MSA|AE|M1|Line 3 of the file begins with no segment name, so the message is cut there.']],
    ['with the delimiters of the sender', bytes('MSH#$*@%#A$1#B#C#D###ADT$A28#M1#P#2.4\rPID###7\r'), ['MSA#AA#M1']],
    ['the header byte for byte, in any encoding', Buffer.from('MSH|^~\\&|A|B|Z\xfcri|D|||ADT^A28|M\xe9|P|2.4\r', 'latin1'), ['MSA|AA|M\xe9']],
  ])('are %s', async ([, message, wanted]) => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    socket.write(writeFrame(message));
    if (wanted.length === 0) await ended(socket);
    const found = wanted.length === 0 ? [] : await answers(socket, wanted.length);
    expect(found.map((lines) => lines[1])).toEqual(wanted);
  }); // prettier-ignore

  it('tell what is wrong in the place where each version has it', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    for (const version of ['2.4', '2.5.1'])
      socket.write(writeFrame(bytes(`MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|${version}\r`)));
    const found = await answers(socket, 2);
    expect(found.map((lines) => lines[2])).toEqual([
      'ERR|^^^200&Unsupported message type&HL70357',
      'ERR|||200^Unsupported message type^HL70357|E||||Messages of this type are not taken here.',
    ]);
  });

  it('are AE with the code where a delivery is refused, and none where it is only put off', async () => {
    const feed = createFeed();
    const taken = consume(feed, (delivery, [id]) => {
      const code = id === 'LATER' ? 'feed.no-answer' : 'feed.refused';
      return id === 'GOOD' ? undefined : delivery.refuse(createError(code));
    });
    const first = await connectTo(feed);
    first.write(writeFrame(adt('BAD')));
    expect((await answers(first, 1))[0]?.[1]).toMatch(/^MSA\|AE\|BAD\|Not taken \(.+\)\.$/);
    const second = await connectTo(feed);
    second.write(writeFrame(adt('LATER')));
    await ended(second);
    expect(taken).toEqual([['BAD'], ['LATER']]);
  });

  it('keep the order of the messages, whatever is known first', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    const refused = bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M2|P|2.4\r');
    socket.write(Buffer.concat([adt('M1'), refused, adt('M3')].map(writeFrame)));
    expect((await answers(socket, 3)).map((lines) => lines[1]?.slice(0, 9))).toEqual([
      'MSA|AA|M1',
      'MSA|AR|M2',
      'MSA|AA|M3',
    ]);
  });

  it('are never given to an acknowledgement', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    socket.write(
      Buffer.concat([bytes('MSH|^~\\&|A|B|C|D|||ACK|X|P|2.4\rMSA|AA|1\r'), adt('M1')].map(writeFrame)),
    );
    expect((await answers(socket, 1)).map((lines) => lines[1])).toEqual(['MSA|AA|M1']);
  });
});
