/** What is known of a body from reading it at the door. */
export interface BodyRemarks {
  /** Why it could not be read at all. */
  readonly refusal?: string;
  /** What a strict reader refuses and another one warns of. */
  readonly strict?: readonly string[];
}

const NOTHING: BodyRemarks = {};

/** A body as it came over HTTP: text whose shape nobody has looked at yet. Requests made inside the engine carry typed objects. */
export class RawBody {
  /** '' when the body is no text. */
  readonly text: string;
  /** Without parameters: `application/json`. */
  readonly mediaType: string;
  /** Of a body that is no text: protobuf. */
  readonly bytes: Uint8Array | undefined;
  readonly remarks: BodyRemarks;

  constructor(content: string | Uint8Array, mediaType: string, remarks = NOTHING) {
    this.text = typeof content === 'string' ? content : '';
    this.bytes = typeof content === 'string' ? undefined : content;
    this.mediaType = mediaType;
    this.remarks = remarks;
  }

  get length(): number {
    return this.bytes?.length ?? this.text.length;
  }
}
