/** A body as it came over HTTP: text whose shape nobody has looked at yet. Requests made inside the engine carry typed objects. */
export class RawBody {
  readonly text: string;
  /** Without parameters: `application/json`. */
  readonly mediaType: string;

  constructor(text: string, mediaType: string) {
    this.text = text;
    this.mediaType = mediaType;
  }
}
