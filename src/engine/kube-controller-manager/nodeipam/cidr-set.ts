/** An IPv4 network handed out in equal parts. pkg/controller/nodeipam/ipam/cidrset/cidr_set.go */
export class CidrSet {
  readonly #base: number;
  readonly #count: number;
  readonly #size: number;
  readonly #used = new Set<number>();
  #next = 0;

  constructor(
    cluster: string,
    readonly maskSize: number,
  ) {
    const { address, prefix } = parseCidr(cluster);
    this.#size = 2 ** (32 - maskSize);
    this.#count = 2 ** (maskSize - prefix);
    this.#base = Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
  }

  /** The next free part, going round; undefined when all are taken. */
  allocateNext(): string | undefined {
    for (let i = 0; i < this.#count; i++) {
      const index = (this.#next + i) % this.#count;
      if (this.#used.has(index)) continue;
      this.#used.add(index);
      this.#next = (index + 1) % this.#count;
      return `${ipText(this.#base + index * this.#size)}/${this.maskSize}`;
    }
    return undefined;
  }

  occupy(cidr: string): void {
    this.#used.add(this.#indexOf(cidr));
  }

  release(cidr: string): void {
    this.#used.delete(this.#indexOf(cidr));
  }

  #indexOf(cidr: string): number {
    return Math.floor((parseCidr(cidr).address - this.#base) / this.#size);
  }
}

function parseCidr(text: string): { readonly address: number; readonly prefix: number } {
  const [ip = '', prefix = '32'] = text.split('/');
  const address = ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { address, prefix: Number(prefix) };
}

function ipText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
