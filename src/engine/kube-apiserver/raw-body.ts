/** A body as it came over HTTP: text whose shape nobody has looked at yet. Requests made inside the engine carry typed objects. */
export class RawBody {
  /** '' when the body is no text. */
  readonly text: string;
  /** Without parameters: `application/json`. */
  readonly mediaType: string;
  /** Of a body that is no text: protobuf. */
  readonly bytes: Uint8Array | undefined;

  constructor(content: string | Uint8Array, mediaType: string) {
    this.text = typeof content === 'string' ? content : '';
    this.bytes = typeof content === 'string' ? undefined : content;
    this.mediaType = mediaType;
  }

  get length(): number {
    return this.bytes?.length ?? this.text.length;
  }
}
