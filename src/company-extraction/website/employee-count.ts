import { parseEmployees } from '../facts/employee-range.js';
import type { EmployeeCount } from '../facts/fact.js';
import { Item, textOf } from './item.js';

/** Parses a count of employees from schema.org's QuantitativeValue; null when it states none. */
export function readQuantity(item: Item): EmployeeCount | null {
  const bounds = { minValue: textOf(item, 'minValue') ?? undefined, maxValue: textOf(item, 'maxValue') ?? undefined };
  if (bounds.minValue !== undefined || bounds.maxValue !== undefined) {
    const count = parseEmployees(bounds);
    if (count === null) return null;
    const { min, max } = count;
    return {
      ...count,
      reported: min !== null && max !== null ? `${min}-${max}` : min !== null ? `${min}+` : `up to ${max}`,
    };
  }
  const value = textOf(item, 'value', 'name');
  return value === null ? null : parseEmployees(value);
}
