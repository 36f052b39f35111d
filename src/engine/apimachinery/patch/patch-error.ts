/** A patch that does not fit its document. The message is upstream's; the API server answers it as 422 or 400. */
export class PatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatchError';
  }
}
