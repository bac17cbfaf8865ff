import { parseSelector, type RepetitionSelector } from './repetition-selector.ts';
import { packSegmentName } from './segment-name.ts';

/** A place in a message as people of HL7 write it: `PID-5.1`, `PID-3[NHS].1`, `NK1[2]-2.1`, `PID-11[H].1.2`. */
export interface Hl7Address {
  readonly segment: string;
  /** The name of the segment, packed into a number. */
  readonly name: number;
  /** 1-based position among the segments of this name; undefined means the first, or the one a list is at. */
  readonly position: number | undefined;
  readonly field: number;
  /** Undefined means the first repetition, or the one a list is at. */
  readonly repetition: RepetitionSelector | undefined;
  /** 1-based. As HL7 itself reads a composite where one value is asked for, a place left out is the first. */
  readonly component: number;
  readonly subcomponent: number;
}

/** A repeated group of a message: segments of one name (`NK1`), or the repetitions of a field (`PID-11`). */
export interface Hl7ListAddress {
  readonly segment: string;
  readonly name: number;
  readonly position: number | undefined;
  readonly field: number | undefined;
  readonly repetition: RepetitionSelector | undefined;
}

const SEGMENT = /^([A-Z][A-Z0-9]{2})(?:\[([1-9]\d{0,4})\])?$/;
const FIELD =
  /^([A-Z][A-Z0-9]{2})(?:\[([1-9]\d{0,4})\])?-([1-9]\d{0,2})(?:\[([^[\]]+)\])?((?:\.[1-9]\d?){0,2})$/;

/** The address of one value; undefined when it is not written as one. */
export function parseAddress(text: string): Hl7Address | undefined {
  const list = parseField(text);
  if (list === undefined) return undefined;
  const [component, subcomponent] = list.rest.split('.').slice(1).map(Number);
  return { ...list.address, component: component ?? 1, subcomponent: subcomponent ?? 1 };
}

/** The address of a repeated group; undefined when it is not written as one. */
export function parseListAddress(text: string): Hl7ListAddress | undefined {
  const [, segment] = SEGMENT.exec(text) ?? [];
  if (segment !== undefined && !text.includes('[')) {
    return {
      segment,
      name: packSegmentName(segment),
      position: undefined,
      field: undefined,
      repetition: undefined,
    };
  }
  const list = parseField(text);
  return list?.rest === '' ? list.address : undefined;
}

function parseField(
  text: string,
): { readonly address: Hl7ListAddress & { readonly field: number }; readonly rest: string } | undefined {
  const [, segment, position, field, selector, rest] = FIELD.exec(text) ?? [];
  if (segment === undefined || rest === undefined) return undefined;
  const repetition = selector === undefined ? undefined : parseSelector(selector, `${segment}-${field}`);
  if (selector !== undefined && repetition === undefined) return undefined;
  const address = {
    segment,
    name: packSegmentName(segment),
    position: position === undefined ? undefined : Number(position),
    field: Number(field),
    repetition,
  };
  return { address, rest };
}
