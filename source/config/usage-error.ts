/** An error in the arguments or in the config. The message is printed to stderr. */
export class UsageError extends Error {}
