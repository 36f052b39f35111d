import type { Environment } from '@marcbachmann/cel-js';
import { parseQuantity, tryParseQuantity, newQuantity, type Quantity } from '../../engine/apimachinery/index.ts';

/** What an expression holds of a quantity. */
class CelQuantity {
  readonly of: Quantity;

  constructor(of: Quantity) {
    this.of = of;
  }
}

const made = (quantity: Quantity): CelQuantity => new CelQuantity(quantity);

/** apiserver/pkg/cel/library/quantity.go */
export function registerQuantity(environment: Environment): void {
  environment
    .registerType('kubernetes.Quantity', CelQuantity)
    .registerFunction('quantity(string): kubernetes.Quantity', (text: string) => made(parseQuantity(text)))
    .registerFunction('isQuantity(string): bool', (text: string) => tryParseQuantity(text) !== undefined)
    .registerFunction('kubernetes.Quantity.sign(): int', (a: CelQuantity) => BigInt(a.of.sign()))
    .registerFunction('kubernetes.Quantity.isInteger(): bool', (a: CelQuantity) => isInteger(a.of))
    .registerFunction('kubernetes.Quantity.asInteger(): int', (a: CelQuantity) => {
      if (!isInteger(a.of)) throw new Error('cannot convert value to integer');
      return BigInt(a.of.value());
    })
    .registerFunction('kubernetes.Quantity.asApproximateFloat(): double', (a: CelQuantity) => a.of.milliValue() / 1000);
  const compare = (name: string, test: (order: number) => boolean): void => {
    environment.registerFunction(
      `kubernetes.Quantity.${name}(kubernetes.Quantity): bool`,
      (a: CelQuantity, b: CelQuantity) => test(a.of.cmp(b.of)),
    );
  };
  compare('isGreaterThan', (order) => order > 0);
  compare('isLessThan', (order) => order < 0);
  environment
    .registerFunction('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', (a: CelQuantity, b: CelQuantity) =>
      BigInt(a.of.cmp(b.of)),
    )
    .registerFunction(
      'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity',
      (a: CelQuantity, b: CelQuantity) => made(a.of.add(b.of)),
    )
    .registerFunction('kubernetes.Quantity.add(int): kubernetes.Quantity', (a: CelQuantity, b: bigint) =>
      made(a.of.add(newQuantity(Number(b)))),
    )
    .registerFunction(
      'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity',
      (a: CelQuantity, b: CelQuantity) => made(a.of.sub(b.of)),
    )
    .registerFunction('kubernetes.Quantity.sub(int): kubernetes.Quantity', (a: CelQuantity, b: bigint) =>
      made(a.of.sub(newQuantity(Number(b)))),
    )
    .registerOperator('kubernetes.Quantity == kubernetes.Quantity', (a: CelQuantity, b: CelQuantity) =>
      a.of.equal(b.of),
    );
}

function isInteger(quantity: Quantity): boolean {
  return quantity.milliValue() % 1000 === 0;
}
