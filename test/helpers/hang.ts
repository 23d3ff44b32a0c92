/** The timeout in milliseconds of a test that hangs, long enough for eight busy processes on two cores. */
export const hangMs = 180_000;
