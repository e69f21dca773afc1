/**
 * What the server's sum of its rows' 64-bit hashes is called: modulo 2^64, as sixteen hexadecimal digits.
 *
 * @param sum as text; null for that of no rows.
 */
export const hexOfSum = (sum: unknown): string =>
  BigInt.asUintN(64, BigInt((sum as string | null) ?? 0))
    .toString(16)
    .padStart(16, "0");
