/** After so many milliseconds a test waits for something that does not come, also where eight busy processes share two cores. */
export const hangMs = 180_000;
