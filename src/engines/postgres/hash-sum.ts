/** The server's sum of its rows' 64-bit hashes; null for that of no rows. */
export const hashSum = (sum: unknown): bigint => BigInt((sum as string | null | undefined) ?? 0);

/** What such a sum is called: modulo 2^64, as sixteen hexadecimal digits. */
export const hexOfSum = (sum: bigint): string => BigInt.asUintN(64, sum).toString(16).padStart(16, "0");
