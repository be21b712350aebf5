/** Sets of 0..count-1 that only ever grow together (union-find with path halving). */
export class DisjointSets {
  private readonly parent: Uint32Array;

  constructor(count: number) {
    this.parent = Uint32Array.from({ length: count }, (_, i) => i);
  }

  /** Puts the sets of two members together; the smaller root wins, so the result does not depend on the order of calls. */
  join(a: number, b: number): void {
    const rootA = this.rootOf(a);
    const rootB = this.rootOf(b);
    if (rootA < rootB) this.parent[rootB] = rootA;
    else this.parent[rootA] = rootB;
  }

  /** The smallest member of the set. */
  rootOf(member: number): number {
    let at = member;
    while (this.parent[at] !== at) {
      const above = this.parent[this.parent[at]!]!;
      this.parent[at] = above;
      at = above;
    }
    return at;
  }

  /** All sets, each ascending, by their smallest member. */
  groups(): number[][] {
    const byRoot = new Map<number, number[]>();
    for (let member = 0; member < this.parent.length; member += 1) {
      const root = this.rootOf(member);
      const group = byRoot.get(root);
      if (group === undefined) byRoot.set(root, [member]);
      else group.push(member);
    }
    return [...byRoot.values()];
  }
}
