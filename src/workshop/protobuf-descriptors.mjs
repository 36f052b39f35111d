import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const GZIP_HEADER = 10;
/** More than any of them takes. */
const LONGEST = 400_000;

/** The fields of one protobuf message: number and value, without knowing what they mean. */
function* fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, wire] = [tag >>> 3, tag & 7];
    if (wire === 0) yield [number, varint()];
    else if (wire === 2) {
      const length = varint();
      yield [number, bytes.subarray(at, (at += length))];
    } else throw new Error(`wire type ${wire} in a descriptor`);
  }
}

/** gogoproto.nullable: false stands for a Go field that is no pointer. */
const NULLABLE = 65001;
const LABEL_REPEATED = 3;

function readField(bytes) {
  const field = { name: '', number: 0, type: 0, typeName: '', repeated: false, pointer: true };
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === 1) field.name = value.toString();
    if (number === 3) field.number = value;
    if (number === 4) field.repeated = value === LABEL_REPEATED;
    if (number === 5) field.type = value;
    if (number === 6) field.typeName = value.toString().slice(1);
    if (number !== 8) continue;
    for (const [option, set] of fieldsOf(value)) if (option === NULLABLE && set === 0) field.pointer = false;
  }
  return field;
}

function readMessage(bytes, prefix, into) {
  let name = '';
  const fields = [];
  const nested = [];
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === 1) name = value.toString();
    if (number === 2) fields.push(readField(value));
    if (number === 3) nested.push(value);
  }
  into.set(`${prefix}.${name}`, fields);
  for (const one of nested) readMessage(one, `${prefix}.${name}`, into);
}

function readFile(bytes, into) {
  let name = '';
  const messages = [];
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === 2) name = value.toString();
    if (number === 4) messages.push(value);
  }
  for (const one of messages) readMessage(one, name, into);
}

function inflate(bytes) {
  try {
    return inflateRawSync(bytes, { finishFlush: 2 });
  } catch {
    return undefined;
  }
}

/**
 * Every message of the `generated.proto` files that a program written in Go carries in itself, by its full name: the
 * generated code registers each file's descriptor, gzipped.
 */
export function messagesIn(program) {
  const binary = readFileSync(program);
  const messages = new Map();
  for (let at = binary.indexOf(GZIP); at >= 0; at = binary.indexOf(GZIP, at + 1)) {
    const found = inflate(binary.subarray(at + GZIP_HEADER, at + LONGEST));
    if (found?.[0] !== 0x0a) continue;
    if (
      found
        .subarray(2, 2 + found[1])
        .toString()
        .endsWith('generated.proto')
    )
      readFile(found, messages);
  }
  return messages;
}
