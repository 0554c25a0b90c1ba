// Random numbers from a seed: for the page's own games, and not torch's. The same seed gives the same
// game in every browser up to the last bits of its logarithm; another seed another one.

// Each purpose has a stream of its own, so that two games that differ in one setting see the same
// draws. The generator is sfc32 (Doty-Humphrey, PractRand), seeded by splitmix32.
export class Draws {
  constructor(seed, purpose) {
    let state = (seed ^ Math.imul(purpose + 1, 0x9e3779b9)) >>> 0;
    const mixed = () => {
      state = (state + 0x9e3779b9) >>> 0;
      let t = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
      return (t ^ (t >>> 15)) | 0;
    };
    this.state = Int32Array.of(mixed(), mixed(), mixed() ^ Math.floor(seed / 2 ** 32), 1);
    this.spare = NaN; // the other half of a pair of normals
    for (let k = 0; k < 15; k++) this.bits();
  }

  bits() {
    const s = this.state, sum = (((s[0] + s[1]) | 0) + s[3]) | 0;
    s[3] = s[3] + 1;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = s[2] + (s[2] << 3);
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + sum;
    return sum >>> 0;
  }

  // In [0, 1), in steps of 2⁻³²·
  uniform() { return this.bits() / 2 ** 32; }

  // 0, …, n − 1.
  below(n) { return Math.floor(this.uniform() * n); }

  // N(0, 1), two at a time (Box & Muller 1958).
  normal() {
    if (this.spare === this.spare) {
      const kept = this.spare;
      this.spare = NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform())), angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  save() { return { state: [...this.state], spare: this.spare === this.spare ? this.spare : null }; }

  load({ state, spare }) {
    this.state.set(state);
    this.spare = spare ?? NaN;
  }
}
