/** Text that came from outside could not be read. The message is upstream's; the caller decides which Status carries it. */
export class ParseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ParseError';
  }
}
