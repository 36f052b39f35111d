/** A named stream of chance. Drawing from one stream never changes what another stream gives. */
export interface Random {
  /** A whole number in [0, n). */
  int(n: number): number;
  /** A number in [0, 1). */
  float(): number;
  /** True with probability p. */
  chance(p: number): boolean;
}

/** sfc32 seeded through a string hash: small, fast, passes PractRand, and integer-only, so the same in every engine. */
export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number, name: string) {
    let h = 2166136261 ^ (seed | 0);
    for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16777619);
    this.#a = h ^ 0x9e3779b9;
    this.#b = Math.imul(h, 0x85ebca6b) ^ seed;
    this.#c = Math.imul(h ^ (h >>> 16), 0xc2b2ae35) ^ Math.floor(seed / 4294967296);
    for (let i = 0; i < 15; i++) this.#next();
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    this.#c |= 0;
    return t >>> 0;
  }

  float(): number {
    return this.#next() / 4294967296;
  }

  /** Where the stream stands; calling the answer brings it back there. */
  mark(): () => void {
    const [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    return () => {
      [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
    };
  }

  int(n: number): number {
    return Math.floor(this.float() * n);
  }

  chance(p: number): boolean {
    return p > 0 && this.float() < p;
  }
}
