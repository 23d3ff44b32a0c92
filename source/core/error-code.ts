/** Returns the code of an error of Node.js or undici, such as `ECONNREFUSED`; null for any other value. */
export function errorCode(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: null;
}
