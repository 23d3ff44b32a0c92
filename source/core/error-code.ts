/** Returns the `code` that Node.js and undici put on their errors, such as `ECONNREFUSED`; null if there is none. */
export function errorCode(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: null;
}
